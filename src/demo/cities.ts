/** The 17 cities that founded the Alliance in Copenhagen in June 2014. The officers' names are invented. */
export interface City {
  name: string;
  country: string;
  /** Whose public holidays it has; empty is the whole country. */
  region: string;
  zone: string;
  latitude: number;
  longitude: number;
  signatory: string;
  contributor: string;
}

const city = (
  name: string,
  place: string,
  zone: string,
  [latitude, longitude]: [number, number],
  [signatory, contributor]: [string, string],
): City => {
  const [country = '', region = ''] = place.split('-');
  return { name, country, region, zone, latitude, longitude, signatory, contributor };
};

export const cities: City[] = [
  city('Berlin', 'DE-BE', 'Europe/Berlin', [52.52, 13.405], ['Katrin Vogel', 'Emre Aydin']),
  city('Boston', 'US-MA', 'America/New_York', [42.3601, -71.0589], ['Denise Calloway', 'Peter Haskell']),
  city('Boulder', 'US-CO', 'America/Denver', [40.015, -105.2705], ['Laura Whitfield', 'Sam Ortega']),
  city('Copenhagen', 'DK', 'Europe/Copenhagen', [55.6761, 12.5683], ['Mette Kjær', 'Anders Holm']),
  city('London', 'GB-ENG', 'Europe/London', [51.5074, -0.1278], ['Joanna Pryce', 'Imran Shah']),
  city('Melbourne', 'AU-VIC', 'Australia/Melbourne', [-37.8136, 144.9631], ['Tess Gallagher', 'Minh Tran']),
  city('Minneapolis', 'US-MN', 'America/Chicago', [44.9778, -93.265], ['Karin Swenson', 'Abdi Warsame']),
  city('New York City', 'US-NY', 'America/New_York', [40.7128, -74.006], ['Marcus Bell', 'Rosa Jimenez']),
  city('Oslo', 'NO', 'Europe/Oslo', [59.9139, 10.7522], ['Siri Haugen', 'Lars Nygaard']),
  city('Portland', 'US-OR', 'America/Los_Angeles', [45.5152, -122.6784], ['Nora Finch', 'Derek Yamada']),
  city('San Francisco', 'US-CA', 'America/Los_Angeles', [37.7749, -122.4194], ['Alicia Romero', 'Kevin Lau']),
  city('Seattle', 'US-WA', 'America/Los_Angeles', [47.6062, -122.3321], ['Grace Lindahl', 'Omar Reyes']),
  city('Stockholm', 'SE', 'Europe/Stockholm', [59.3293, 18.0686], ['Elin Bergström', 'Johan Ek']),
  city('Sydney', 'AU-NSW', 'Australia/Sydney', [-33.8688, 151.2093], ['Fiona McRae', 'Daniel Okoye']),
  city('Vancouver', 'CA-BC', 'America/Vancouver', [49.2827, -123.1207], ['Helen Chow', 'Ryan Dubois']),
  city('Washington DC', 'US-DC', 'America/New_York', [38.9072, -77.0369], ['Terrence Moss', 'Julia Feld']),
  city('Yokohama', 'JP', 'Asia/Tokyo', [35.4437, 139.638], ['Haruka Ito', 'Kenji Watanabe']),
];

/** The philanthropies that support the Alliance. How much each gave is not published: every split is illustrative. */
export const funders = [
  'The Kresge Foundation',
  'Barr Foundation',
  'V. Kann Rasmussen Foundation',
  'Summit Foundation',
  'Rockefeller Brothers Fund',
] as const;
export type Funder = (typeof funders)[number];
