/** Where each finding has a page of its own. Pure. */

import { dateOf } from '../../contract/time.ts';
import { deadlinesOf } from '../../subjects/findings/judge/deadlines.ts';
import { decisionKey } from '../../subjects/findings/judge/decisions.ts';
import { type FollowedFinding, findingRules } from '../../subjects/findings/judge/findings.ts';
import { assetsByAddress } from '../../subjects/findings/judge/track.ts';
import decisionKind, { type FindingDecisionRecord } from '../../subjects/findings/kinds/finding-decision.ts';
import scanKind from '../../subjects/findings/kinds/scan.ts';
import { recordsOf, type SiteFacts } from '../parts/facts.ts';
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

/** A finding as the site finds it in documents. */
interface Named {
  /** `应用服务器 1 CVE-2024-6387` */
  short: string;
  /** As documents named it at any time, `应用服务器 1 CVE-2024-6387 期限 2026-08-20`. */
  names: readonly string[];
  /** null: it has no page. */
  href: string | null;
}

/** By their keys; once for the records of a part of the site. */
const known = new WeakMap<SiteFacts['records'], ReadonlyMap<string, Named>>();

function namedOf(facts: SiteFacts): ReadonlyMap<string, Named> {
  const kept = known.get(facts.records);
  if (kept !== undefined) return kept;
  const listed = followed(facts).filter((one) => isListed(facts, one));
  const pages = findingPaths(listed);
  const rules = findingRules(facts.contract);
  const decisions = decisionsOf(facts);
  const made = new Map(
    listed.map((one): [string, Named] => {
      const { key, finding } = one;
      const place = finding.asset === undefined ? finding.address : assetLink(facts, finding.asset).text;
      const short = `${place} ${finding.id}`;
      const path = pages.get(key);
      const names = [...deadlinesOf(one, decisions.get(key) ?? [], rules)].map((day) => `${short} 期限 ${day}`);
      return [key, { short, names, href: path === undefined ? null : `/findings/${path}` }];
    }),
  );
  known.set(facts.records, made);
  return made;
}

/** What was decided about each finding, by its key. */
function decisionsOf(facts: SiteFacts): Map<string, FindingDecisionRecord[]> {
  const assets = assetsByAddress(recordsOf(facts, scanKind));
  return Map.groupBy(recordsOf(facts, decisionKind), (one) => decisionKey(one, assets));
}

/** Where a text has a name in its list of them; -1: nowhere. What ends with it is another one's name. */
const placeIn = (text: string, name: string): number =>
  ['：', '、'].map((mark) => text.indexOf(`${mark}${name}`)).find((n) => n >= 0) ?? -1;

/** Whether a text of a document names the finding by any deadline that it had; of what is named otherwise nothing is made up. */
export const isNamed = (facts: SiteFacts, text: string, { key }: FollowedFinding): boolean =>
  namedOf(facts)
    .get(key)
    ?.names.some((name) => placeIn(text, name) >= 0) ?? false;

/** The findings that a text names, in its order, each leading to its page; not those that have none. */
export const namedFindings = (facts: SiteFacts, text: string): { text: string; href: string }[] =>
  [...namedOf(facts).values()]
    .flatMap(({ short, names, href }) => {
      const at = names.map((name) => placeIn(text, name)).filter((n) => n >= 0);
      return href === null || at.length === 0 ? [] : [{ at: Math.min(...at), text: short, href }];
    })
    .toSorted((a, b) => a.at - b.at)
    .map(({ at: _, ...link }) => link);
