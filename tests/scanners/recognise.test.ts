/** Over all formats there are: at most one may say that a file is its own. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discoverUnits } from '../../src/pipeline/discover.ts';
import { openScanFile } from '../../src/pipeline/scan/file.ts';
import type { ScanFile, Scanner } from '../../src/scanners/_scanner.ts';
import { jsonFile, textFile } from './_file.ts';

const scanners = await discoverUnits<Scanner>('scanners');
const owners = (file: ScanFile) => [...scanners.values()].flatMap((one) => (one.recognise(file) ? [one.id] : []));

describe('one owner each', () => {
  const V = { VulnerabilityID: 'CVE-2024-0001', PkgName: 'p' };
  it.each([
    ['trivy', { SchemaVersion: 2, ArtifactName: 'x', Results: [{ Target: 't', Vulnerabilities: [V] }] }],
    ['trivy', [{ Target: 't', Vulnerabilities: [V] }]],
    ['trivy', { ClusterName: 'c', Resources: [{ Kind: 'Pod', Name: 'x' }] }],
    ['grype', { matches: [], source: {}, descriptor: { name: 'grype' } }],
    ['osv-scanner', { results: [{ source: { path: 'a' }, packages: [] }] }],
    ['sarif', { version: '2.1.0', runs: [{ tool: { driver: { name: 'Trivy' } }, results: [] }] }],
  ])('%s', (id, json) => expect(owners(jsonFile(json))).toEqual([id]));

  it('lynis', () => expect(owners(textFile('x.dat', '# Lynis Report\nreport_version_major=1\n'))).toEqual(['lynis']));
});

it.each([
  ['just null', 'null'],
  ['an empty list', '[]'],
  ['an empty object', '{}'],
  ['nothing', ''],
  ['a zip', 'PK\u0003\u0004'],
  ['a list of results of another tool', '{"results":[{"check_id":"x"}],"errors":[]}'],
  ['a CycloneDX list', '{"bomFormat":"CycloneDX","specVersion":"1.5","components":[],"vulnerabilities":[]}'],
  ['a list of packages by Syft', '{"artifacts":[],"source":{"type":"image"},"distro":{},"descriptor":{"name":"syft"}}'],
  [
    'Nikto',
    '{"host":"shop.example","ip":"10.0.0.1","port":"443","banner":"","vulnerabilities":[{"id":"999986","OSVDB":"0","msg":"x"}]}',
  ],
])('no owner for %s', (_, text) => expect(owners(textFile('x.json', text))).toEqual([]));

describe('the encodings', () => {
  const text = JSON.stringify({
    SchemaVersion: 2,
    ArtifactName: '镜像:1.10',
    Results: [{ Target: '镜像:1.10 (alpine 3.20)', Class: 'os-pkgs' }],
  });
  const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');
  // 镜像 in GB 18030.
  const gbk = Buffer.concat(
    text
      .split('镜像')
      .flatMap((part, i) => (i === 0 ? [Buffer.from(part)] : [Buffer.from('beb5cff1', 'hex'), Buffer.from(part)])),
  );
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'opsledger-scan-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16', utf16],
    ['UTF-16, big-endian', Buffer.from(utf16).swap16()],
    ['GBK', gbk],
  ])('%s', async (name, bytes) => {
    const path = join(folder, `${name}.json`);
    await writeFile(path, bytes);
    const file = await openScanFile(path, 'trivy.json');
    expect(owners(file)).toEqual(['trivy']);
    expect((await scanners.get('trivy')?.read(file))?.hosts).toMatchObject([{ address: '镜像:1.10' }]);
  });
});

describe('the fixtures', () => {
  const folder = join(import.meta.dirname, '../fixtures/scans');
  const owned: Record<string, string | undefined> = {
    'finding-table.csv': 'finding-table',
    'grype.json': 'grype',
    'lynis.dat': 'lynis',
    'nikto.json': undefined,
    'nmap-many-ports.xml': 'nmap',
    'nmap-scripts.xml': 'nmap',
    'nmap-two-hosts.xml': 'nmap',
    'old.nessus': 'nessus',
    'openvas-detail.xml': 'openvas',
    'openvas-many.csv': 'openvas-csv',
    'openvas.csv': 'openvas-csv',
    'openvas.xml': 'openvas',
    'osv.json': 'osv-scanner',
    'rsas-host.html': 'rsas',
    'rsas.xml': 'rsas',
    'sarif-image.sarif': 'sarif',
    'sarif-scripts.sarif': 'sarif',
    'trivy-classes.json': 'trivy',
    'trivy-image.json': 'trivy',
    'two-hosts.nessus': 'nessus',
  };

  it('are all here, and every format has one', async () => {
    expect((await readdir(folder)).sort()).toEqual(Object.keys(owned).sort());
    expect(new Set(Object.values(owned))).toEqual(new Set([...scanners.keys(), undefined]));
  });

  it.each(Object.entries(owned))('%s: %s', async (name, owner) => {
    const file = await openScanFile(join(folder, name), name);
    expect(owners(file)).toEqual(owner === undefined ? [] : [owner]);
  });
});
