/** A small, complete starter and workspaces made from it, in temporary folders. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError } from '../../src/contract/error.ts';
import type { RecordKind } from '../../src/records/record.ts';
import inspection from '../../src/subjects/inspections/kinds/inspection.ts';
import note, { type NoteRecord } from '../../src/subjects/work/kinds/note.ts';
import type { Draft } from '../../src/workspace/change/change.ts';
import { initWorkspace } from '../../src/workspace/init.ts';
import { openWorkspace, type Workspace } from '../../src/workspace/workspace.ts';
import { tempFolder } from '../support/at-end.ts';
import { copyFolder, made } from '../support/made.ts';

export const NOW = '2026-11-24T09:00:00+08:00';

/** Files of the starter, relative to it. */
export const starterFiles: Readonly<Record<string, string>> = {
  'data/starters/bureau/opsledger.yaml': `# 设置
schema: 1
timeZone: Asia/Shanghai
inspection:
  opensAt: "09:00"
sources:
  - name: local
    type: local
    target: ops-host
  - name: web
    type: http
    target: app-server-1
    url: https://example.invalid/health
    password: \${WEB_PASSWORD}
    port: 0080
`,
  'data/starters/bureau/contract/contract.yaml': `# 合同
schema: 1
project: 测试项目
shortName: TEST
number: 待填写
parties: { purchaser: 待填写, supplier: 待填写, supervisor: ~ }
people: []
servicePeriod:
  from: 2026-01-01 # 起
  to: "2026-12-31"
informationMark: 内部资料　注意保管
officeHours: { from: "09:00", to: "17:30" }
majorIncidentQuota: 1
clauses:
  - { id: "5.3.5", paper: 五（三）5, label: 日常巡检, text: 每日巡检。 }
faultLevels:
${['P1', 'P2', 'P3', 'P4', 'P5']
  .map((id) => `  - { id: ${id}, ordinal: 级, name: 故障, scope: 范围, rtoMinutes: 120, rtoText: 2小时, example: 例 }`)
  .join('\n')}
commitments: []
penalties: []
`,
  'data/starters/bureau/contract/assets.yaml': `schema: 1
assets:
  - { id: ops-host, name: 运维工作站, kind: ops-host, place: 机房, clause: 5.3.5, contract: false }
  - { id: app-server-1, name: 应用服务器 1, kind: linux, place: 机房, clause: 5.3.5, contract: true }
`,
  'data/starters/bureau/contract/inspection-checklist.yaml': `schema: 1
checks:
  - id: host-disk
    label: 磁盘使用率
    group: host
    kinds: [linux]
    metric: disk.used
    method: 读取磁盘容量
    op: le
    limit: 80
    unit: "%"
    severity: major
    clause: 5.3.5
    manual: false
`,
  'data/starters/bureau/contract/obligations.yaml': `schema: 1
obligations:
  - id: inspection-log
    code: XJ
    name: 系统巡检日志
    cadence: day
    interval: natural
    due: { rule: working-day-time, time: "17:00", otherTime: "10:00", agreed: false }
    issueFrom: { rule: evidence }
    clauses: [5.3.5]
    signature: daily-monthly-list
`,
  'data/starters/bureau/contract/registers.yaml': 'schema: 1\nregisters: []\n',
  'data/starters/bureau/contract/written.yaml': 'schema: 1\ndocuments: []\n',
  'data/starters/bureau/contract/interpretations.yaml': 'schema: 1\ninterpretations: []\n',
  'data/starters/bureau/plans/service-plan.md': '# 运维服务实施方案\n',
  'data/.schemas/contract.json': '{}\n',
  'data/starters/bureau/knowledge-base/nginx/reload.md': '# 平滑重载 Nginx 配置\n',
  'knowledge-base/manual/start.md': '# 使用手册\n',
};

export { putAway as cleanUp, tempFolder } from '../support/at-end.ts';

/** Writes files below a folder. */
export async function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

export async function makeStarter(): Promise<string> {
  const folder = await tempFolder();
  await writeFiles(folder, starterFiles);
  return folder;
}

export const kinds = (id: string): Promise<RecordKind> => {
  const found = [note, inspection].find((kind) => kind.id === id);
  if (!found) return Promise.reject(new UserError('不认识的记录种类', { found: id }));
  return Promise.resolve(found as unknown as RecordKind);
};

/** A new workspace from the small starter, with the folder of its parent still clean. */
export async function makeWorkspace(): Promise<Workspace> {
  const dir = join(await tempFolder(), 'w');
  await copyFolder(await initialised(), dir);
  return openWorkspace(dir, { kinds });
}

/** As `init` leaves it, under the hash of this starter. */
async function initialised(): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(starterFiles)).digest('hex').slice(0, 8);
  return await made(`small-${hash}`, async (folder) =>
    initWorkspace(folder, { now: NOW, from: '2026-06-01', starterDir: await makeStarter() }),
  );
}

/** A note as a person writes it. */
export function noteDraft(text: string, date = '2026-11-24', source: 'manual' | 'auto' = 'manual'): Draft<NoteRecord> {
  const at = `${date}T10:30:00+08:00`;
  return { source, at, enteredAt: at, date, topic: 'operation', text };
}

/** Everything that must be as before after a failure: files with their bytes, the commit, and what git sees changed. */
export async function snapshot(root: string): Promise<string> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .map((entry) => ({ path: join(entry.parentPath, entry.name), isFile: entry.isFile() }))
    .filter(({ path }) => !/\/\.(git|opsledger)(\/|$)/.test(path))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const texts = await Promise.all(
    files.map(async ({ path, isFile }) => `${path}\n${isFile ? await readFile(path, 'utf8') : '(not a file)'}`),
  );
  const git = (...args: string[]) => execFileSync('git', ['--no-optional-locks', '-C', root, ...args]).toString();
  return [...texts, git('rev-parse', 'HEAD'), git('status', '--porcelain')].join('\n');
}
