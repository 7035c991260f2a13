/**
 * `scan import` of 200 MB reports: time and peak memory of the whole command, against reading the file at all; and
 * composing from 100,000 findings of twelve months.
 */
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { composeDocument } from '../src/pipeline/compose/compose.ts';
import { composeSource, openSession, type Session } from '../src/pipeline/session.ts';
import type { Finding } from '../src/records/finding.ts';
import type { ScanRecord } from '../src/subjects/findings/kinds/scan.ts';
import type { Draft } from '../src/workspace/change/change.ts';
import { atMost, type Figure, told } from './_figure.ts';

const CLI = join(import.meta.dirname, '..', 'src', 'opsledger.mjs');
const REPORT_BYTES = 200_000_000;
const SECONDS = 15;
const MEGABYTES = 512;
const FINDINGS = 100_000;
const MONTHS = 12;
const COMPOSE_SECONDS = 5;
const SAMPLE_MS = 20;
const AT = '2026-11-24T10:00:00+08:00';

export default {
  id: 'scan',
  async run(): Promise<Figure[]> {
    const folder = await mkdtemp(join(tmpdir(), 'opsledger-bench-'));
    try {
      const figures: Figure[] = [];
      for (const [name, pieces] of [
        ['trivy', trivy()],
        ['nessus', nessus()],
      ] as const) {
        const report = join(folder, name);
        await pipeline(Readable.from(pieces), createWriteStream(report));
        figures.push(...(await importing(folder, name, report)));
        await rm(report);
      }
      return [...figures, ...(await composing(folder))];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function importing(folder: string, name: string, report: string): Promise<Figure[]> {
  const workspace = join(folder, `w-${name}`);
  await run(['init', workspace, '--from', '2026-09-01']);
  const plain = await plainPass(report);
  const done = await run(['scan', 'import', report, '--workspace', workspace]);
  return [
    atMost(`scan import, 200 MB of ${name}: the whole command`, done.seconds, 's', SECONDS),
    told(`scan import, 200 MB of ${name}: processor time, all threads`, done.cpuSeconds, 's'),
    told(`scan import, 200 MB of ${name}: against reading the file`, done.seconds / plain, '×'),
    atMost(`scan import, 200 MB of ${name}: peak memory`, done.megabytes, 'MB', MEGABYTES),
  ];
}

async function plainPass(file: string): Promise<number> {
  const started = performance.now();
  new TextDecoder().decode(await readFile(file));
  return (performance.now() - started) / 1000;
}

const TEXT = 'A flaw was found in the way the component handles requests; a remote attacker could make it fail. ';
const LEVELS = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'];

/** Entries as long as real ones: some 1.7 KB, most of it description and references. */
function* trivy(): Generator<string> {
  yield '{"SchemaVersion":2,"CreatedAt":"2026-11-24T01:00:00Z","ArtifactName":"oa/web:1.10","ArtifactType":"container_image","Results":[{"Target":"oa/web:1.10 (debian 12.8)","Class":"os-pkgs","Type":"debian","Vulnerabilities":[';
  for (let bytes = 0, n = 0; bytes < REPORT_BYTES; n += 1) {
    const entry = JSON.stringify({
      VulnerabilityID: `CVE-2024-${10_000 + (n % 4000)}`,
      PkgName: `package-${Math.floor(n / 40)}`,
      InstalledVersion: `1.${n % 90}.10-1`,
      FixedVersion: `1.${n % 90}.10-2`,
      Title: `package: flaw number ${n % 4000}`,
      Description: TEXT.repeat(8),
      Severity: LEVELS[n % 4],
      CVSS: { nvd: { V3Vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', V3Score: (n % 100) / 10 } },
      References: Array.from({ length: 8 }, (_, i) => `https://example.invalid/advisories/${n % 4000}/${i}`),
      PublishedDate: '2024-03-04T12:15:00Z',
    });
    const piece = `${n === 0 ? '' : ','}${entry}`;
    bytes += piece.length;
    yield piece;
  }
  yield ']}]}';
}

/** Five hundred hosts with the same two hundred plugins and more. */
function* nessus(): Generator<string> {
  yield '<?xml version="1.0" ?>\n<NessusClientData_v2><Policy><policyName>monthly</policyName></Policy><Report name="monthly">';
  for (let bytes = 0, host = 0; bytes < REPORT_BYTES; host += 1) {
    const address = `10.${Math.floor(host / 250)}.${host % 250}.11`;
    const items = Array.from({ length: 250 }, (_, n) =>
      [
        `<ReportItem port="${n % 60 === 0 ? 0 : 20 + (n % 60)}" svc_name="www" protocol="tcp" severity="${n % 5}" pluginID="${10_000 + n}" pluginName="Plugin ${n}" pluginFamily="Web Servers">`,
        `<description>${TEXT.repeat(8)}</description><solution>Upgrade to 1.10.${n}</solution><synopsis>flaw</synopsis>`,
        `<cvss3_base_score>${((n % 5) * 2.4).toFixed(1)}</cvss3_base_score><cve>CVE-2024-${10_000 + n}</cve>`,
        `<plugin_output>Installed version : 1.9.${n}\n${TEXT}</plugin_output></ReportItem>`,
      ].join(''),
    ).join('\n');
    const piece = `<ReportHost name="${address}"><HostProperties><tag name="HOST_START">Tue Nov 24 01:00:00 2026</tag><tag name="HOST_END">Tue Nov 24 02:00:00 2026</tag><tag name="host-ip">${address}</tag></HostProperties>\n${items}</ReportHost>\n`;
    bytes += piece.length;
    yield piece;
  }
  yield '</Report></NessusClientData_v2>\n';
}

/** The monthly reports of the last of twelve months, each with its share of the findings, read from the disk. */
async function composing(folder: string): Promise<Figure[]> {
  const workspace = join(folder, 'w-months');
  await run(['init', workspace, '--from', '2025-12-01']);
  const session = await openSession(workspace);
  try {
    for (let month = 0; month < MONTHS; month += 1) {
      const draft = monthScan(month);
      await session.workspace.change('扫描', (change) => change.addRecord('scan', draft), { at: draft.enteredAt });
    }
    const figures: Figure[] = [];
    for (const id of ['vulnerability-assessment', 'monthly-maintenance']) {
      const seconds = await composeSeconds(session, id);
      figures.push(atMost(`${id}, ${FINDINGS} findings of twelve months: composing`, seconds, 's', COMPOSE_SECONDS));
    }
    return figures;
  } finally {
    await session.close();
  }
}

function monthScan(month: number): Draft<ScanRecord> {
  const date = Temporal.PlainDate.from('2025-12-20').add({ months: month }).toString();
  const at = `${date}T02:00:00+08:00`;
  const levels = ['critical', 'high', 'medium', 'low'] as const;
  const findings = Array.from({ length: Math.ceil(FINDINGS / MONTHS) }, (_, n): Finding => {
    const k = (n * 11 + month * 900) % 14_000;
    return {
      id: `CVE-2024-${10_000 + k}`,
      asset: `app-server-${1 + (k % 2)}`,
      address: `10.0.0.1${1 + (k % 2)}`,
      component: `package-${k % 900}`,
      level: levels[k % 4] ?? 'low',
      title: `flaw ${k}`,
      description: TEXT.repeat(2),
      solution: 'Upgrade to 1.10.2',
    };
  });
  return {
    source: 'import',
    at,
    enteredAt: at,
    scanner: 'Trivy',
    format: 'trivy',
    scope: '2 台云主机',
    startedAt: at,
    finishedAt: at,
    entries: findings.length,
    hosts: [1, 2].map((n) => ({ address: `10.0.0.1${n}`, asset: `app-server-${n}`, state: 'scanned' as const })),
    findings,
  };
}

async function composeSeconds(session: Session, id: string): Promise<number> {
  const obligation = session.workspace.contract.obligations.find((one) => one.id === id);
  const deliverable = await session.deliverables.get(id)?.whole();
  if (obligation === undefined || deliverable === undefined) throw new Error(`no deliverable ${id}`);
  const started = performance.now();
  const composed = await composeDocument(composeSource(session), {
    deliverable,
    obligation,
    occurrence: { obligation: id, period: '2026-11', from: '2026-11-01', to: '2026-11-30', issueFrom: AT, dueAt: AT },
    revision: 1,
    issuedAt: null,
    readAt: '2026-11-30T17:00:00+08:00',
    late: null,
    revises: null,
    firstIssuedAt: null,
  });
  if (composed.problems.length > 0) throw new Error(composed.problems[0]?.message ?? '');
  return (performance.now() - started) / 1000;
}

/** What the kernel says of a running process: high-water mark of its memory in KB, processor time in ticks. */
async function usage(pid: number): Promise<{ kb: number; ticks: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name of the program may hold blanks; what follows its bracket are fields 3, 4, …: 14 and 15 are the ticks.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return {
    kb: Number(/^VmHWM:\s*(\d+)/m.exec(status)?.[1] ?? 0),
    ticks: Number(fields[11]) + Number(fields[12]),
  };
}

const TICKS_PER_SECOND = 100;

/** One command, with its own memory and processor time; both are as of the last sample. */
async function run(args: string[]): Promise<{ seconds: number; cpuSeconds: number; megabytes: number }> {
  const started = performance.now();
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  let last = { kb: 0, ticks: 0 };
  const timer = setInterval(() => {
    void usage(child.pid ?? 0).then(
      (now) => {
        last = { kb: Math.max(last.kb, now.kb), ticks: Math.max(last.ticks, now.ticks) };
      },
      // It has ended between the two.
      () => undefined,
    );
  }, SAMPLE_MS);
  const code = await new Promise((done, fail) => child.on('error', fail).on('close', done));
  clearInterval(timer);
  if (code !== 0) throw new Error(`opsledger ${args.join(' ')} ended with ${String(code)}`);
  const seconds = (performance.now() - started) / 1000;
  return { seconds, cpuSeconds: last.ticks / TICKS_PER_SECOND, megabytes: last.kb / 1024 };
}
