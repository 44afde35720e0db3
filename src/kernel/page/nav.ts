import type { Role } from '../access';
import type { Frame } from './frame';

const texts: Record<string, string> = {
  '/': 'Home',
  '/desk': 'Desk',
  '/rounds': 'Rounds',
  '/applications': 'Applications',
  '/reviews': 'Reviews',
  '/awards': 'Awards',
  '/reports': 'Reports',
  '/fund': 'Fund',
  '/payees': 'Payees',
  '/bank-details': 'Bank details',
  '/people': 'People',
  '/mail': 'Mail',
  '/sign-in': 'Sign in',
};

const everything = ['/desk', '/rounds', '/applications', '/awards', '/fund', '/payees', '/people', '/mail'];

const ways: Record<Role, string[]> = {
  city: ['/', '/rounds', '/applications', '/awards', '/reports', '/bank-details'],
  reviewer: ['/reviews'],
  program: ['/desk', '/rounds', '/applications', '/awards', '/reports', '/fund', '/payees', '/mail'],
  finance: ['/desk', '/awards', '/fund', '/payees', '/mail'],
  admin: everything,
  auditor: everything,
};

const ownTexts: Record<string, string> = { '/applications': 'My applications', '/awards': 'Grants' };

/** Where a reader may go from any page. */
export function navFor(role: Role | undefined): Frame['nav'] {
  const hrefs = role ? ways[role] : ['/rounds', '/sign-in'];
  const own = role === 'city' ? ownTexts : {};
  return hrefs.map((href) => ({ href, text: own[href] ?? texts[href] ?? href }));
}
