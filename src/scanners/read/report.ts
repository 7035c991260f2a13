/** Puts a `ScanReport` together: hosts once each, absent texts left away, what is left out counted. */
import type { InstantText } from '../../contract/time.ts';
import { toText } from '../../contract/time.ts';
import type { HostState, ReportedFinding, ReportedHost, ScanReport } from '../_scanner.ts';
import { type CvssEntry, decidingCvss } from './cvss.ts';

/** A finding as formats have it in hand: anything but what follows it may be undefined, null or empty. */
export type RawFinding = Pick<ReportedFinding, 'id' | 'address' | 'component'> & {
  severity?: string | null | undefined;
  /** All that the report says of CVSS, what is preferred first; `decidingCvss` makes score and vector of it. */
  scores?: readonly CvssEntry[];
} & Partial<Record<(typeof optionalTexts)[number], string | undefined>>;

const optionalTexts = ['installed', 'fixed', 'title', 'description', 'evidence', 'solution'] as const;

/** Reasons why an entry is no finding, one wording for all formats. */
export const leftReasons = {
  suppressed: '已抑制',
  passed: '检查通过',
  notApplicable: '不适用',
  informational: '信息级条目',
  packages: '软件包清单',
  licences: '许可证',
  noId: '没有漏洞编号的条目',
  notAffected: '不受影响',
  undecided: '未给出结论',
  withdrawn: '已撤回的漏洞',
  gone: '基线之后已消失',
} as const;

export class ReportBuilder {
  readonly findings: ReportedFinding[] = [];
  readonly #hosts = new Map<string, ReportedHost>();
  readonly #left = new Map<string, number>();
  readonly #notes = new Set<string>();

  /** Names a host of the report; a host named twice keeps all its names, and counts as scanned if it was once. */
  cover(address: string, names: readonly (string | undefined)[] = [], state: HostState = 'scanned'): void {
    const host = this.#hosts.get(address) ?? { address, names: [], state };
    if (state === 'scanned') host.state = state;
    const other = names.filter((name): name is string => name !== undefined && name !== '' && name !== address);
    host.names = [...new Set([...host.names, ...other])];
    this.#hosts.set(address, host);
  }

  add(raw: RawFinding): void {
    const severity = raw.severity === undefined || raw.severity === '' ? null : raw.severity;
    const finding: ReportedFinding = { id: raw.id, address: raw.address, component: raw.component, severity };
    for (const field of optionalTexts) {
      const value = raw[field];
      if (value !== undefined && value !== '') finding[field] = value;
    }
    this.findings.push(Object.assign(finding, decidingCvss(raw.scores ?? [])));
  }

  leave(reason: string, count = 1): void {
    if (count > 0) this.#left.set(reason, (this.#left.get(reason) ?? 0) + count);
  }

  note(sentence: string): void {
    this.#notes.add(sentence);
  }

  get hosts(): ReportedHost[] {
    return [...this.#hosts.values()];
  }

  /** @param about what the report says about itself; absent parts are left away */
  build(
    about: { scanner: string } & Partial<
      Record<'scannerVersion' | 'feed' | 'startedAt' | 'finishedAt', string | undefined>
    >,
  ): ScanReport {
    const { scanner, ...rest } = about;
    const said = Object.entries(rest).filter(([, value]) => value !== undefined && value !== '');
    return {
      scanner,
      ...(Object.fromEntries(said) as Pick<ScanReport, 'scannerVersion' | 'feed'>),
      hosts: this.hosts,
      findings: this.findings,
      exposures: [],
      left: Object.fromEntries(this.#left),
      notes: [...this.#notes],
    };
  }
}

/** The instant in contract time, or undefined: scanners write fractions, `Z`, offsets, or nothing usable. */
export function instantOf(written: string | undefined): InstantText | undefined {
  if (written === undefined) return undefined;
  try {
    const instant = Temporal.Instant.from(written);
    // Go writes the year 1 for a time that was never set.
    return instant.epochMilliseconds <= 0 ? undefined : toText(instant);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const CVE = /^CVE-\d{4}-\d{4,}$/i;

/** The number by which others know it: the CVE where there is exactly one among its names, else its own. */
export function commonId(own: string, others: readonly (string | undefined)[]): string {
  if (CVE.test(own)) return own.toUpperCase();
  const numbers = new Set(others.flatMap((name) => (name !== undefined && CVE.test(name) ? [name.toUpperCase()] : [])));
  const [only] = numbers;
  return numbers.size === 1 && only !== undefined ? only : own;
}

/**
 * Id of an entry to which its tool gave no number: it is a finding all the same. Made of its words, so that the next scan
 * knows it again and two of one place stay apart.
 * @returns `tool:未编号-1a2b3c4d`; undefined when the entry says nothing at all
 */
export function unnumbered(tool: string, ...words: readonly (string | undefined)[]): string | undefined {
  const said = words.filter((word) => word !== undefined && word !== '').join('\n');
  if (said === '') return undefined;
  let hash = 0x811c9dc5;
  // FNV-1a: nothing secret rests on it, and it needs no library.
  for (const unit of said) hash = Math.imul(hash ^ (unit.codePointAt(0) as number), 0x01000193) >>> 0;
  return `${tool}:未编号-${hash.toString(16).padStart(8, '0')}`;
}

/** `标签：值`, or undefined when there is no value. */
export const said = (label: string, value: string | undefined): string | undefined =>
  value ? `${label}：${value}` : undefined;

/** The parts that are there, one a line. */
export const lines = (...parts: (string | undefined)[]): string => parts.filter((part) => part).join('\n');
