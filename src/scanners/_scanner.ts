/** What a scanner format is: one file in this folder that reads a report into the scanner's own words. Pure but for reading. */
import type { InstantText } from '../contract/time.ts';

/** A report as it was handed over. Nothing of it is held in memory but the head, so that 200 MB read in constant memory. */
export interface ScanFile {
  /** File name without folder, for messages; formats are recognised from the content. */
  name: string;
  /** Bytes. */
  size: number;
  /** The first bytes (at most 64 KB) as they are. */
  headBytes: Uint8Array;
  /** The same as text, in the encoding that the file declares or that its bytes show (UTF-8, UTF-16, GB 18030), without BOM. */
  head: string;
  /** Opens the file from its begin; each call is a new pass. */
  bytes(): AsyncIterable<Uint8Array>;
  /** Opens the file from its begin as text, without BOM. @throws UserError when the bytes are not of the encoding */
  text(): AsyncIterable<string>;
}

export type HostState = 'scanned' | 'down' | 'failed' | 'excluded';

/** One host, image or project that the report is about. */
export interface ReportedHost {
  /** As the scanner names it, and as the findings name it again: address, host name, image, path. */
  address: string;
  /** Other names by which settings may map it to an asset: FQDN, NetBIOS name, image digest, cluster object. */
  names: string[];
  state: HostState;
}

/** One entry that is a finding, in the scanner's words. Texts are kept to the letter: `1.10`, `0080/tcp`. */
export interface ReportedFinding {
  /** CVE or CNVD number, else the plugin or rule, prefixed where two scanners could collide (`nessus:10287`). */
  id: string;
  address: string;
  /** Port such as `22/tcp`, package or file; `host` where the scanner names none. */
  component: string;
  installed?: string;
  fixed?: string;
  /** Base score 0–10, told or computed from the vector; see `read/cvss.ts`, which decides among several. */
  cvss?: number;
  vector?: string;
  /** The scanner's level as it stands, null when it is missing or null; `contract/finding-levels.yaml` maps it. */
  severity: string | null;
  title?: string;
  description?: string;
  evidence?: string;
  solution?: string;
}

/** An open port or reachable service: no finding, but what the next person has to know. */
export interface ReportedExposure {
  address: string;
  /** `0080/tcp` */
  port: string;
  service?: string;
}

export interface ScanReport {
  /** Name of the tool, `Nessus`. */
  scanner: string;
  scannerVersion?: string;
  /** Version of its vulnerability data, to the letter. */
  feed?: string;
  /** Begin and end of the scan, with an offset; absent when the report does not say. */
  startedAt?: InstantText;
  finishedAt?: InstantText;
  hosts: ReportedHost[];
  /** Every entry that is a finding, repeated ones included: the import counts them before it joins them. */
  findings: ReportedFinding[];
  exposures: ReportedExposure[];
  /** Entries that are no findings, counted by reason in Chinese: 信息级条目, 已抑制, 软件包清单. */
  left: Record<string, number>;
  /** Sentences for the person who imports: what the report could not say. */
  notes: string[];
}

export interface Scanner {
  /** File name without extension. */
  id: string;
  /** Name of the format for messages, `Nessus v2 XML`. */
  label: string;
  /** True when the head can only be this format; at most one format may say so of any file. Never throws. */
  recognise(file: Pick<ScanFile, 'name' | 'size' | 'head' | 'headBytes'>): boolean;
  /**
   * Reads the whole report.
   * @throws UserError with the place in the file when it is cut off, malformed, hostile or of an unsupported version;
   * never gives half a report
   */
  read(file: ScanFile): Promise<ScanReport>;
}
