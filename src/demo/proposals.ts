/** A proposal as the demonstration submits it. Amounts in cents. */
export interface Proposal {
  title: string;
  lead: string;
  partners: string[];
  sector: string;
  stage: string;
  askedCents: number;
  /** Null where the proposal is not funded. */
  awardedCents: number | null;
  about: string;
  /** What the four reviewers' scores centre on, from 1 to 5. */
  merit: number;
}

/** Round 3 of 2017: title, lead city, partners and award are published; the rest of these lines is invented. */
export const round3: Proposal[] = [
  {
    title: 'Consumption and Urban Decarbonization: New Tools and Approaches',
    lead: 'Portland',
    partners: [],
    sector: 'waste systems',
    stage: 'develop',
    askedCents: 160_000_00,
    awardedCents: 100_000_00,
    about:
      'Looks past the city limits at the emissions of what a city buys and throws away, and makes tools to act on them.',
    merit: 4.4,
  },
  {
    title: 'Thermal Decarbonization Initiative for Cities - Phase 2',
    lead: 'New York City',
    partners: ['Boulder', 'Washington DC', 'Burlington VT'],
    sector: 'energy use',
    stage: 'implement',
    askedCents: 300_000_00,
    awardedCents: 200_000_00,
    about:
      'Carries the plans of a first phase into programs that take buildings from oil and gas heat to renewable heat.',
    merit: 4.8,
  },
  {
    title: 'Total System Performance Ratio (TSPR) HVAC',
    lead: 'Seattle',
    partners: ['Boulder', 'New York City'],
    sector: 'energy use',
    stage: 'develop',
    askedCents: 220_000_00,
    awardedCents: 150_000_00,
    about: 'Gives energy codes one measure for a whole heating and cooling system instead of a list of parts.',
    merit: 4.6,
  },
  {
    title: 'Yokohama Blue Carbon',
    lead: 'Yokohama',
    partners: [],
    sector: 'energy use',
    stage: 'test',
    askedCents: 150_000_00,
    awardedCents: 100_000_00,
    about: 'Tests how the carbon that a harbour and its seaweed beds take up can be counted and credited by a city.',
    merit: 4.2,
  },
  {
    title: 'Capitalizing Carbon to Accelerate EV Charging - Phase 2: Prototype',
    lead: 'San Francisco',
    partners: [],
    sector: 'urban transportation',
    stage: 'test',
    askedCents: 60_000_00,
    awardedCents: 25_000_00,
    about:
      'Builds a prototype of the finance model of an earlier phase: clean-fuel credits that pay for chargers up front.',
    merit: 4.1,
  },
  {
    title: 'Human Centered Design',
    lead: 'Seattle',
    partners: [],
    sector: 'energy use',
    stage: 'test',
    askedCents: 50_000_00,
    awardedCents: 25_000_00,
    about: 'Asks the people who would live with a climate program what would make them join, before it is designed.',
    merit: 3.9,
  },
  {
    title: 'Zero Emissions Building Centre of Excellence',
    lead: 'Vancouver',
    partners: [],
    sector: 'energy use',
    stage: 'amplify',
    askedCents: 75_000_00,
    awardedCents: 25_000_00,
    about: 'Plans a place where builders, designers and inspectors learn from finished zero-emission buildings.',
    merit: 4.0,
  },
  {
    title: 'Net-Zero Program Excellence - Community of Practice',
    lead: 'Sydney',
    partners: [],
    sector: 'energy use',
    stage: 'amplify',
    askedCents: 50_000_00,
    awardedCents: 25_000_00,
    about: 'Brings the people who run net-zero programs together to compare what works and write it down.',
    merit: 3.8,
  },
  {
    title: 'District Heat from Data Centres',
    lead: 'Oslo',
    partners: ['Stockholm'],
    sector: 'energy use',
    stage: 'develop',
    askedCents: 250_000_00,
    awardedCents: null,
    about: 'Would study how the waste heat of data centres can feed two district heating networks.',
    merit: 3.1,
  },
  {
    title: 'Cargo Bicycles for the Last Mile',
    lead: 'Berlin',
    partners: [],
    sector: 'urban transportation',
    stage: 'test',
    askedCents: 230_000_00,
    awardedCents: null,
    about: 'Would test shared micro-depots from which parcels reach doors by bicycle.',
    merit: 2.9,
  },
  {
    title: 'Organics Out of Landfill: a Neighbourhood Trial',
    lead: 'Minneapolis',
    partners: [],
    sector: 'waste systems',
    stage: 'test',
    askedCents: 214_176_00,
    awardedCents: null,
    about:
      'Would try weekly collection of food scraps in three neighbourhoods and measure what no longer goes to landfill.',
    merit: 2.7,
  },
  {
    title: 'Electric Tram Depots as Grid Batteries',
    lead: 'Melbourne',
    partners: ['Sydney'],
    sector: 'urban transportation',
    stage: 'develop',
    askedCents: 180_000_00,
    awardedCents: null,
    about: 'Would plan storage at tram depots that serves the grid while the trams sleep.',
    merit: 2.8,
  },
];

/** What of a funded proposal of Round 3 is a fact, and what is not. */
export const factsMark =
  'Title, lead city, partners and the amount awarded are published facts. The text, the sector, the amount asked for, the scores and the dates are illustrative.';
export const inventedMark = 'This proposal is invented: those of Round 3 that were not funded are not published.';
