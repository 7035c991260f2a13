/** Where each finding has a page of its own. Pure. */
import type { FollowedFinding } from '../../assess/findings/findings.ts';
import { dateOf } from '../../contract/time.ts';
import decisionKind from '../../records/kinds/finding-decision.ts';
import scanKind from '../../records/kinds/scan.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { assetLink } from '../parts/links.ts';
import type { SiteNeed } from '../parts/needs.ts';
import { followed } from './finding-figures.ts';

/** Findings that have a page each, the most pressing first: of a scanner's tens of thousands the rest stands in the scans. */
export const MOST_PAGES = 1000;

/** The list of those that were mended after their deadline. */
export const FIXED_LATE = 'fixed-late';
export const FIXED_LATE_HREF = `/findings#${FIXED_LATE}`;

/** Characters of each part of a path: a scanner may call a finding by a page of text, and a file system takes 255 bytes. */
const MOST_OF_PART = 60;

/** `CVE-2024-6387--app-server-1--22-tcp`: no asset's id looks like it. */
const pathOf = ({ finding }: FollowedFinding): string =>
  [finding.id, finding.asset ?? finding.address, finding.component]
    .map((part) =>
      part
        .replace(/[^A-Za-z0-9]+/g, '-')
        .slice(0, MOST_OF_PART)
        .replace(/^-|-$/g, ''),
    )
    .join('--');

/** Paths of the findings that have a page, by their key; each is unique, whatever the scanners call theirs. */
export function findingPaths(listed: readonly FollowedFinding[]): ReadonlyMap<string, string> {
  const taken = new Map<string, number>();
  return new Map(
    listed.slice(0, MOST_PAGES).map((one) => {
      const path = pathOf(one);
      // A file system may not tell upper case from lower.
      const n = (taken.get(path.toLowerCase()) ?? 0) + 1;
      taken.set(path.toLowerCase(), n);
      return [one.key, n === 1 ? path : `${path}--${n}`];
    }),
  );
}

/** Open, or fixed within the year. */
export const isListed = ({ yearFrom }: Pick<SiteFacts, 'yearFrom'>, { fixedAt }: FollowedFinding): boolean =>
  fixedAt === null || dateOf(fixedAt) >= yearFrom;

/** What `namedFindings` follows. */
export const followedNeeds: readonly SiteNeed[] = [
  { kind: scanKind.id, window: 'all' },
  { kind: decisionKind.id, window: 'all' },
];

/** A finding as documents name it, `应用服务器 1 CVE-2024-6387 期限 2026-08-20`. */
function nameOf(facts: SiteFacts, { finding, dueOn }: FollowedFinding): { place: string; name: string } {
  const place = finding.asset === undefined ? finding.address : assetLink(facts, finding.asset).text;
  return { place, name: `${place} ${finding.id} 期限 ${dueOn}` };
}

/** Whether a text of a document names the finding; of what is named otherwise now nothing is made up. */
export const isNamed = (facts: SiteFacts, text: string, one: FollowedFinding): boolean =>
  text.includes(nameOf(facts, one).name);

/** The findings that a text names, in its order, each leading to its page; not those that have none. */
export function namedFindings(facts: SiteFacts, text: string): { text: string; href: string }[] {
  const listed = followed(facts).filter((one) => isListed(facts, one));
  const pages = findingPaths(listed);
  return listed
    .flatMap((one) => {
      const path = pages.get(one.key);
      if (path === undefined || !isNamed(facts, text, one)) return [];
      const { place, name } = nameOf(facts, one);
      return [{ at: text.indexOf(name), text: `${place} ${one.finding.id}`, href: `/findings/${path}` }];
    })
    .toSorted((a, b) => a.at - b.at)
    .map(({ at: _, ...link }) => link);
}
