/** Scanner reports among the samples: through `scan import` into a workspace, each count held against the INDEX. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type ImportedFile, importScans } from '../../src/pipeline/scan/import.ts';
import type { Session } from '../../src/pipeline/session.ts';
import { loadScanners } from '../../src/pipeline/units.ts';
import type { ReportedFinding, ScanReport } from '../../src/scanners/_scanner.ts';
import type { ScanRecord } from '../../src/subjects/findings/kinds/scan.ts';
import { type Claim, countsOf, countsText, type Fact, fact, inOrder, readTruth } from './claims.ts';
import type { Checked, Sample } from './sample.ts';

/** A report as its scanner's words have it, before the import judges and joins, and what the import says of it. */
interface Imported {
  report: ScanReport;
  file: ImportedFile;
}

const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((a, b) => a + b, 0);
const entries = ({ report }: Imported): number => report.findings.length + sum(report.left);
const found = ({ report }: Imported): number => report.findings.length;
const words = (findings: readonly ReportedFinding[]) => countsOf(findings.map(({ severity }) => severity ?? 'None'));
const levels = ({ report }: Imported): string => countsText(words(report.findings));
const distinct = (values: Iterable<string>): number => new Set(values).size;
const addresses = ({ report }: Imported): string =>
  report.hosts
    .map(({ address }) => address)
    .sort()
    .join(', ');
const ids = ({ report }: Imported): number => distinct(report.findings.map(({ id }) => id));
const left = ({ report }: Imported, reason: string): number => report.left[reason] ?? 0;

/** @param form with one group, the number @param value what the program counted */
const number = (name: string, form: RegExp, value: (got: Imported) => number): Claim<Imported> => ({
  form,
  compare: ([, n = ''], got) => [fact(name, n, value(got))],
});
const text = (name: string, form: RegExp, value: (got: Imported) => string): Claim<Imported> => ({
  form,
  compare: ([, inside = ''], got) => [fact(name, inOrder(inside), value(got))],
});
const notKept = (form: RegExp): Claim<Imported> => ({ form, compare: null });

/** What the import answers, for an INDEX that counts as the program does. */
const ofTheImport: Claim<Imported>[] = [
  number('条目', /findings=(\d+)/, found),
  number('漏洞', /distinct=(\d+)/, ({ file }) => file.distinct),
  number('开放端口', /ports=(\d+)/, ({ file }) => file.exposures),
  text('等级', /levels=\{([^}]*)\}/, ({ file }) => countsText(file.byLevel)),
];

/** Nessus counts its levels as numbers; 0 is no finding. */
const NESSUS_LEVELS: Readonly<Record<string, string>> = { Low: '1', Medium: '2', High: '3', Critical: '4' };
const nessusLevels = (findings: readonly ReportedFinding[], informational: number): string =>
  countsText({ ...countsOf(findings.map(({ severity }) => NESSUS_LEVELS[severity ?? ''] ?? '?')), 0: informational });

const nessusHost: Claim<Imported> = {
  form: /(\S+): \d+ items, >0=(\d+) \{(?:0: \d+,? ?)?([^}]*)\}/,
  compare([, host = '', more = '', counts = ''], { report }) {
    // What is no finding is counted over the whole report: of one host the findings are known.
    const own = report.findings.filter(({ address }) => address === host);
    return [
      fact(`${host} 级别大于 0`, more, own.length),
      fact(`${host} 大于 0 的等级`, inOrder(counts), nessusLevels(own, 0)),
    ];
  },
};

const sarifTool: Claim<Imported> = {
  form: /([^;:]+): (\d+) eff=\{([^}]*)\}/,
  compare: ([, tool = '', n = '', counts = ''], got) => [
    fact('工具', tool, got.report.scanner),
    fact(`${tool} 条目`, n, entries(got)),
    fact(`${tool} 等级`, inOrder(counts), levels(got)),
  ],
};

const nmapPorts: Claim<Imported> = {
  form: /open ports=(\d+) \{([^}]*)\}/,
  compare: ([, n = '', by = ''], { report }) => [
    fact('开放端口', n, report.exposures.length),
    fact('各主机开放端口', inOrder(by), countsText(countsOf(report.exposures.map(({ address }) => address)))),
  ],
};
const nmapHosts: Claim<Imported> = {
  form: /hosts=(\d+) \(up (\d+)\/down (\d+)\)/,
  compare([, n = '', up = '', down = ''], { report: { hosts } }) {
    const off = hosts.filter(({ state }) => state === 'down').length;
    return [fact('主机', n, hosts.length), fact('在线', up, hosts.length - off), fact('离线', down, off)];
  },
};
const nmapStates: Claim<Imported> = {
  form: /states=\{([^}]*)\}/,
  compare([, inside = ''], got) {
    const states = Object.fromEntries(inside.split(',').map((one) => one.split(':').map((part) => part.trim())));
    const others = sum(Object.fromEntries(Object.entries(states).map(([state, n]) => [state, Number(n)])));
    const open = Number(states['open'] ?? 0);
    return [
      fact('状态为 open', open, got.report.exposures.length),
      fact('其他状态', others - open, left(got, '未开放的端口')),
    ];
  },
};

/** Own id of an entry that goes by its CVE: the title names it. */
const ownId = ({ id, title = '' }: ReportedFinding): string => /（(.+)）$/.exec(title)?.[1] ?? id;
const said = (evidence: string | undefined, what: string): string =>
  new RegExp(`^${what}：(.*)$`, 'm').exec(evidence ?? '')?.[1] ?? '';

const scoreAboveZero = number('级别大于 0', /(?:severity|CVSS)>0=(\d+)/, found);
const hostList = text('主机', /hosts=\[([^\]]*)\]/, addresses);

/** By format: the forms in which its counts are written. */
const claims: Readonly<Record<string, Claim<Imported>[]>> = {
  trivy: [
    notKept(/schema=\d+/),
    notKept(/results=\d+/),
    number('条目', /vulns=(\d+)/, found),
    text('等级', /\{([^}]*)\}/, levels),
    number('不同编号', /uniqCVE=(\d+)/, ids),
  ],
  nessus: [
    number('主机', /hosts=(\d+)/, ({ report }) => report.hosts.length),
    number('条目', /items=(\d+)/, entries),
    scoreAboveZero,
    text('等级', /sev=\{([^}]*)\}/, (got) => nessusLevels(got.report.findings, left(got, '信息级条目'))),
    nessusHost,
  ],
  openvas: [
    number('结果', /results=(\d+)/, entries),
    scoreAboveZero,
    text('等级', /threat=\{([^}]*)\}/, (got) =>
      countsText({ ...words(got.report.findings), Log: left(got, '信息级条目') }),
    ),
    hostList,
  ],
  'openvas-csv': [
    number('行', /rows=(\d+)/, entries),
    scoreAboveZero,
    text('等级', /sev=\{([^}]*)\}/, (got) =>
      countsText({ ...words(got.report.findings), Log: left(got, '信息级条目') }),
    ),
    hostList,
  ],
  nmap: [
    text('版本', /nmap ([\w.]+)/, ({ report }) => report.scannerVersion ?? ''),
    nmapHosts,
    nmapPorts,
    nmapStates,
    notKept(/scripts=\d+/),
  ],
  'osv-scanner': [
    number('来源', /sources=(\d+)/, ({ report }) => report.hosts.length),
    notKept(/packages=\d+/),
    {
      form: /vulnerabilities=(\d+) \(unique ids (\d+)\)/,
      compare: ([, n = '', unique = ''], got) => [
        fact('条目', n, entries(got)),
        fact('不同编号', unique, distinct(got.report.findings.map(({ evidence }) => said(evidence, 'OSV 编号')))),
      ],
    },
    notKept(/groups=\d+/),
    text('等级', /db severity=\{([^}]*)\}/, levels),
  ],
  grype: [
    text('版本', /grype ([\w.]+)/, ({ report }) => report.scannerVersion ?? ''),
    text('对象', /target=(\S+?)(?=:?\s)/, addresses),
    number('条目', /matches=(\d+)/, found),
    text('等级', /\{([^}]*)\}/, levels),
    number('不同编号', /unique=(\d+)/, ({ report }) => distinct(report.findings.map(ownId))),
    text('修复状态', /fix=\{([^}]*)\}/, ({ report }) =>
      countsText(countsOf(report.findings.map(({ evidence }) => said(evidence, '修复状态')))),
    ),
  ],
  lynis: [
    text('版本', /Lynis ([\w.]+)/, ({ report }) => report.scannerVersion ?? ''),
    text('主机', /host=(\S+)/, addresses),
    notKept(/index=\d+/),
    number('警告', /warnings=(\d+)/, ({ report }) => words(report.findings)['warning'] ?? 0),
    number('建议', /suggestions=(\d+)/, ({ report }) => words(report.findings)['suggestion'] ?? 0),
    notKept(/tests=\d+/),
    text('操作系统', /os=(.+)/, ({ report: { notes } }) => said(notes.join('\n'), '操作系统')),
  ],
  sarif: [number('条目', /total=(\d+)/, entries), sarifTool],
};

/** Forms that say what a file is and that it must be refused: `Nikto JSON: refuse clearly`. */
const REFUSE = /^[^:]*:?\s*refuse\b.*$/;

/** Imports one file as `scan import FILE` does. */
export async function checkScan(session: Session, sample: Sample): Promise<Checked> {
  const { imported, file } = await importOne(session, sample);
  if (REFUSE.test(sample.truth)) return { facts: [refusalFact(file)], notCompared: [], unread: null };
  if (imported === undefined)
    return { facts: [fact('导入', '成功', file.refused ?? '')], notCompared: [], unread: null };
  const read = readTruth(sample.truth, [...ofTheImport, ...(claims[file.format ?? ''] ?? [])], imported);
  // A row that counts nothing that the program keeps proves nothing, however well the import went.
  if (read.facts.length === 0) return read;
  return { ...read, facts: [...read.facts, ...(await keptFacts(session, sample, imported))] };
}

async function importOne(session: Session, { path, file: shown, now }: Sample) {
  let report: ScanReport | undefined;
  const scanners = [...(await loadScanners()).values()].map((scanner) => ({
    ...scanner,
    recognise: scanner.recognise.bind(scanner),
    read: async (file: Parameters<typeof scanner.read>[0]) => {
      report = await scanner.read(file);
      return report;
    },
  }));
  const { files } = await importScans(session, { files: [{ path, shown }], said: {}, now, scanners });
  const [file] = files;
  if (file === undefined) throw new Error(`scan import answered nothing for ${shown}`);
  return { file, imported: report === undefined || file.refused !== null ? undefined : { report, file } };
}

/** Refused clearly: by what the file is, with what is read instead, and without a record. */
function refusalFact({ refused, record, findings }: ImportedFile): Fact {
  const clear = refused !== null && record === null && /实际：[\s\S]*应为：/.test(refused);
  const got = refused === null ? `已导入 ${findings} 条` : clear ? '拒绝，并说明是什么' : refused;
  return fact('导入', '拒绝，并说明是什么', got);
}

/** Whatever the INDEX counts: nothing is lost on the way into the record, and the original is kept to the byte. */
async function keptFacts({ workspace }: Session, { path }: Sample, { report, file }: Imported): Promise<Fact[]> {
  const stored = await workspace.records.get<ScanRecord>(file.record ?? '');
  const sha256 = createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
  return [
    fact('登记的条目', report.findings.length, stored?.record.entries ?? '没有记录'),
    fact('各等级合计', report.findings.length, sum(file.byLevel)),
    fact('登记的漏洞', file.distinct, stored?.record.findings.length ?? '没有记录'),
    fact('原件校验值', sha256.slice(0, 12), stored?.record.original?.slice(0, 12) ?? '没有记录'),
  ];
}
