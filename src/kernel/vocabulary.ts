/** The sectors that the Alliance works in. */
export const sectors = ['urban transportation', 'energy use', 'waste systems'] as const;

/** What the fund helps a project to do. */
export const stages = ['develop', 'test', 'implement', 'amplify'] as const;
