/** The workspace on which every writing command is tried: small, with something for each of them to do. */
import { cp, mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { issue } from '../../src/pipeline/issue/issue.ts';
import { recordDelivery } from '../../src/pipeline/signoff/deliver.ts';
import { cleanUp, DAY, git, inspect, makeWorkspace, note, noteDraft, open } from '../pipeline/_workspace.ts';
import { hostReport } from '../support/host-report.ts';
import '../support/story-times.ts';

export const at = (time: string, day = DAY) => `${day}T${time}:00+08:00`;
/** When the commands are given. */
export const NOW = at('17:30');
/** Documents of the first day: one is handed over, the other not yet. */
export const ISSUED = 'HQSF-XJ-20261123-r1';
export const KEPT = 'daily-maintenance/2026-11-23';

const SETTINGS = `schema: 1
timeZone: Asia/Shanghai
inspection:
  opensAt: "09:00"
sources:
  - name: web
    type: http
    target: app-server-1
    url: http://127.0.0.1:9/
  - name: copies
    type: backup
    target: mysql-primary
    plans:
      - { name: nightly, folder: ../backups, pattern: "oa-*", type: mysqldump }
      - { name: weekly, folder: ../backups, pattern: "full-*", type: mariadb-backup }
restore:
  tools: { prepare: "false" }
`;

/** Two backup sets beside the workspace, and the report of a host that somebody carried in. */
async function makeBrought(folder: string): Promise<void> {
  const sets = join(folder, 'backups');
  await mkdir(join(sets, 'full-1', 'oa'), { recursive: true });
  await writeFile(
    join(sets, 'oa-1'),
    `-- MariaDB dump\n${'INSERT INTO t VALUES (1);\n'.repeat(50)}-- Dump completed on x\n`,
  );
  await writeFile(
    join(sets, 'full-1', 'xtrabackup_checkpoints'),
    'backup_type = full-backuped\nfrom_lsn = 0\nto_lsn = 9\nlast_lsn = 9\n',
  );
  await writeFile(join(sets, 'full-1', 'oa', 'leave.ibd'), 'x'.repeat(5000));
  const hoursAgo = new Date(Date.now() - 2 * 3_600_000);
  for (const name of ['full-1/xtrabackup_checkpoints', 'full-1/oa/leave.ibd', 'full-1/oa', 'full-1', 'oa-1'])
    await utimes(join(sets, name), hoursAgo, hoursAgo);
  await writeFile(join(folder, 'report.txt'), await hostReport());
}

/**
 * Makes it in an empty folder: `w` is the workspace, `scan.txt` a file to attach. A day is issued, the next one waits; nothing but a dead address is read from outside.
 */
export async function makeBase(folder: string): Promise<void> {
  const made = await makeWorkspace();
  // What is copied thousands of times is kept small.
  git(made, 'rm', '-rq', 'knowledge-base');
  await writeFile(join(made, 'opsledger.yaml'), SETTINGS);
  git(made, 'commit', '-qam', 'small');
  const session = await open(made);
  await inspect(session, at('09:00', '2026-11-23'), at('09:00'));
  await note(session, noteDraft(at('10:00'), '清理临时文件'));
  await issue(session, { now: at('17:00', '2026-11-23') });
  await issue(session, { obligation: 'daily-maintenance', period: '2026-11-23', now: at('17:00', '2026-11-23') });
  await recordDelivery(session, { action: 'deliver', documents: [ISSUED], person: '驻点运维工程师', now: at('08:30') });
  await note(session, noteDraft(at('11:00'), '巡视机房'));
  await note(session, noteDraft(at('11:00', '2026-11-23'), '巡视机房'));
  await session.close();
  git(made, 'gc', '-q');
  await rm(join(made, '.opsledger'), { recursive: true, force: true });
  await rm(join(folder, 'w'), { recursive: true, force: true });
  await cp(made, join(folder, 'w'), { recursive: true });
  await writeFile(join(folder, 'scan.txt'), '签收扫描件\n');
  await makeBrought(folder);
  await cleanUp();
}
