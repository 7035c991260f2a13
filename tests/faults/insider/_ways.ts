/**
 * What an insider does to have a month look better than it was: each way over a copy of the month, and the words by which each place in
 * which somebody reads has to tell of it. A way that is refused at the door has changed nothing.
 */
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join, posix } from 'node:path';
import { collect } from '../../../src/pipeline/collect/collect.ts';
import { SELF } from '../../../src/subjects/inspections/judge/source-notes.ts';
import restoreTest from '../../../src/subjects/recovery/kinds/restore-test.ts';
import { HEARTBEAT_FILE } from '../../../src/workspace/store/heartbeat.ts';
import { draftOf } from '../../support/draft-of.ts';
import { photoPng } from '../../support/scans.ts';
import { filesBelow, git, PROGRAM } from '../mutations/_ground.ts';
import { setClock } from './_clock.ts';
import { milder } from './_milder.ts';
import { at, day, type Place, report, round, SUPPLIER, write } from './_month.ts';
import {
  all,
  altered,
  byHand,
  correction,
  EVENING,
  LOG,
  MONTH,
  newest,
  RECORD,
  read,
  typed,
  type Way,
} from './_way.ts';

/** Whatever says that the purchaser's own word stands, and what the supplier says beside it. */
const CLAIM = /未经.{0,6}确认|待.{0,6}确认|主张/;

/** The address that answers is this machine's own. */
const SELF_READ = new RegExp(SELF);
const SELF_TOLD = new RegExp(`${SELF}：hr（`);

/** A PDF of one page on which nothing is drawn. */
const BLANK = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);

const time: Way[] = [
  ...[
    ['a note', ['record', 'note', '--from', 'note.yaml']],
    ['a confirmation', ['confirm', 'daily-maintenance', day(20), '--by', SUPPLIER]],
    ['an issue', ['issue', 'daily-maintenance', day(20)]],
    ['a hand-over', ['deliver', `inspection-log/${day(19)}`, '--by', SUPPLIER]],
    ['a signature of the log', ['log', 'sign']],
  ].map(
    ([what, args]): Way => ({
      name: `${what} with --at of an earlier day`,
      documents: [LOG],
      seenAt: EVENING,
      act: (place) => {
        const file = place.file('note.yaml', 'date: 2026-11-19\ntopic: operation\ntext: 补写的一条\n');
        const own = (args as string[]).map((one) => (one === 'note.yaml' ? file : one));
        return typed(place, EVENING, ...own, '--at', `${day(19)} 15:00`);
      },
      told: {},
      refused: /--at/,
    }),
  ),
  {
    name: 'the clock set back by two days, and a log confirmed then',
    documents: [`inspection-log/${day(15)}`],
    seenAt: EVENING,
    act: (place) => typed(place, at(day(15), '16:00'), 'confirm', 'inspection-log', day(15), '--by', SUPPLIER),
    told: all(/时钟|时间/),
    refused: /时钟|早于/,
  },
  {
    name: 'the clock half a year ahead for one round',
    documents: [MONTH],
    seenAt: EVENING,
    async act(place) {
      const issued = () => filesBelow(place.root, 'archive').length;
      const before = issued();
      await round(place, '2027-06-08T09:00:00+08:00');
      if (issued() !== before) throw new Error('a round of another year has issued or signed something');
    },
    told: all(/本机时钟是 .*早于.*只采集，不签发/),
    refused: /时钟/,
  },
  {
    name: 'a heartbeat of next year',
    documents: [MONTH],
    seenAt: EVENING,
    act(place) {
      const [year, none] = ['2027-12-25T09:00:00+08:00', null];
      const beat = {
        ...{ schema: 1, by: 'start', startedAt: year, livedAt: year, roundSeconds: 60, siteSeconds: 900 },
        ...{ stoppedAt: none, running: [], ended: none, failed: [], said: [], gap: none, unreached: none },
      };
      writeFileSync(join(place.root, HEARTBEAT_FILE), JSON.stringify(beat));
      return Promise.resolve();
    },
    told: all(/心跳写于将来/),
  },
];

const purchaser: Way[] = [
  correction('the confirmed restoration moved to an earlier time', CLAIM, [
    /confirmedRestoredAt: (.*)T11:32:00/,
    'confirmedRestoredAt: $1T11:21:00',
  ]),
  correction('the fault given to the cloud', CLAIM, [/responsibility: supplier/, 'responsibility: cloud']),
  correction('the response moved to an earlier time', /更正|改过|主张/, [
    /respondedAt: (.*)T10:09:12/,
    'respondedAt: $1T10:05:31',
  ]),
  correction('the confirmed level lowered', CLAIM, [/level: P2/, 'level: P3']),
];

const evidence: Way[] = [
  {
    // On a day that is not reported yet.
    name: 'a host collected again until it was green',
    documents: [`inspection-log/${day(23)}`],
    seenAt: at(day(23), '16:30'),
    async act(place) {
      await report(place, at(day(23), '09:05'), 93);
      await report(place, at(day(23), '09:06'), 61);
    },
    told: {
      ...{ document: /09:0\d 93\.0 %.*复采 61\.0 %/, site: /09:0\d 93\.0 %.*复采 61\.0 %/ },
      status: /异常 \d+ 项：[^；]*磁盘使用率/,
      verify:
        /异常后再次采集 2026-11-23：[^；]*磁盘使用率 \/ 93\.0 %（XJ-20261123-\d{3}）→ 61\.0 %（XJ-20261123-\d{3}）；原因：未说明原因/,
      pack: /异常后再次采集 2026-11-23：/,
    },
  },
  {
    name: 'a source pointed at a page of the machine that asks',
    documents: [`inspection-log/${day(23)}`],
    seenAt: at(day(23), '16:30'),
    async act(place) {
      const page = createServer((_, answer) => answer.end('ok')).listen(0, '127.0.0.1');
      await once(page, 'listening');
      try {
        const { port } = page.address() as AddressInfo;
        const source = { name: 'hr', type: 'http', target: 'subsystem-hr', url: `http://127.0.0.1:${port}/` };
        writeFileSync(
          join(place.root, 'opsledger.yaml'),
          JSON.stringify({ schema: 1, timeZone: 'Asia/Shanghai', inspection: { opensAt: '09:00' }, sources: [source] }),
        );
        await place.at(at(day(23), '09:05'), (session) => collect(session, { trigger: 'command' }));
      } finally {
        page.close();
      }
    },
    told: { document: SELF_READ, status: SELF_TOLD, site: SELF_TOLD, verify: SELF_TOLD, pack: SELF_TOLD },
  },
  {
    name: 'a blank page as a permit',
    documents: [MONTH],
    seenAt: EVENING,
    async act(place) {
      const permit = {
        ...{ type: 'single', applicant: SUPPLIER, at: at(day(20), '17:10'), reason: '更换存储' },
        ...{ operations: ['configuration'], scope: '只限应用服务器 1', validFrom: at(day(20), '17:20') },
        ...{
          validTo: at(day(20), '20:00'),
          grantedBy: '采购人项目负责人',
          grantedAt: at(day(20), '17:15'),
          channel: 'written',
        },
      };
      return write(place, at(day(20), '18:00'), 'permit', permit, { signed: [place.file('批复.pdf', BLANK)] });
    },
    told: {},
    refused: /空白|没有内容|没有可见/,
  },
  {
    name: 'a blank page as a receipt',
    documents: [LOG],
    seenAt: EVENING,
    act: (place) =>
      typed(
        place,
        at(day(20), '18:00'),
        'receive',
        `inspection-log/${day(19)}`,
        '--by',
        '采购人项目负责人',
        '--scan',
        place.file('签收.pdf', BLANK),
      ),
    told: {},
    refused: /空白|没有内容|没有可见/,
  },
  {
    name: 'a restore test of a set that is nowhere',
    documents: [MONTH],
    seenAt: EVENING,
    act(place) {
      const { source: _s, enteredAt: _e, ...example } = draftOf(restoreTest.example);
      const told = JSON.parse(JSON.stringify(example).replaceAll('2026-11-24', day(20)));
      return write(place, EVENING, 'restore-test', {
        ...told,
        backup: undefined,
        permit: undefined,
        set: 'full-2026-11-19',
      });
    },
    told: {},
    refused: /没有.*备份|备份记录/,
  },
  {
    name: 'one photograph on two days',
    documents: [],
    seenAt: at(day(21), '18:30'),
    async act(place) {
      const photo = place.file('机房.png', photoPng());
      for (const n of [19, 20]) {
        const { id } = await write(place, at(day(n + 1), '18:10'), 'note', {
          ...{ date: day(n), topic: 'operation', text: `机房巡视 ${n} 日` },
        });
        await typed(place, at(day(n + 1), '18:12'), 'attach', id, photo, '--taken-at', `${day(n)} 10:00`);
      }
    },
    told: {},
    refused: /附件已经是别的凭证|用过|重复/,
  },
  {
    // On one evening two days may be received by one page; what was signed then receives nothing that came later.
    name: 'one signed page as the receipt of two days',
    documents: [],
    seenAt: at(day(21), '18:30'),
    async act(place) {
      const scan = place.scan('签收单');
      for (const n of [18, 19])
        await typed(
          place,
          at(day(n + 2), '18:10'),
          'receive',
          `inspection-log/${day(n)}`,
          '--by',
          '采购人项目负责人',
          '--scan',
          scan,
        );
    },
    told: {},
    refused: /附件已经是别的凭证/,
  },
];

/** A record as the program would have left it. */
interface Put {
  path: string;
  text: string;
  subject: string;
}

/** What the program writes, and the commit that it makes, both dates of it among them. */
function putBack(place: Place, then: string, record: (place: Place, then: string) => Put): Promise<void> {
  setClock(at(day(20), '18:10'));
  const { path, text, subject } = record(place, then);
  mkdirSync(dirname(join(place.root, path)), { recursive: true });
  writeFileSync(join(place.root, path), text);
  git(place.root, ['add', '-f', path]);
  git(place.root, ['commit', '-q', '-m', subject], {
    hand: PROGRAM,
    env: { GIT_AUTHOR_DATE: then, GIT_COMMITTER_DATE: then },
  });
  return Promise.resolve();
}

const NOTE_OF_NOW = (_: Place, then: string): Put => {
  const id = 'JS-20261120-001';
  const fields = ['schema: 1', `id: ${id}`, 'kind: note', 'source: manual', `at: ${then}`, `enteredAt: ${then}`];
  const own = [`enteredBy: ${SUPPLIER}`, `date: ${day(20)}`, 'topic: operation', 'text: 已重启服务'];
  return {
    path: `records/note/2026/11/${id}.yaml`,
    text: `${[...fields, ...own].join('\n')}\n`,
    subject: '登记工作记事',
  };
};

/** What `confirm` leaves, but for the time that it says it was. */
function confirmedBefore(_: Place, then: string): Put {
  const id = 'QS-20261120-091';
  const [obligation, period] = LOG.split('/');
  const own = { obligation, period, revision: 1, person: SUPPLIER };
  const fields = { schema: 2, id, kind: 'signoff', source: 'manual', at: at(day(20), '09:20'), enteredAt: then };
  const text = `${JSON.stringify({ ...fields, action: 'confirm', ...own }, null, 2)}\n`;
  return { path: `records/signoff/2026/11/${id}.yaml`, text, subject: `确认 ${LOG}` };
}

/** The last collection of the month again, all that it holds with it. */
function collected(place: Place, then: string): Put {
  const last = newest(place, 'records/inspection/2026/11');
  const [, head = '', serial = ''] = /^(.*-)(\d{3})\.json$/.exec(last) ?? [];
  const next = String(Number(serial) + 1).padStart(3, '0');
  const own = { ...JSON.parse(read(place, last)), at: then, enteredAt: then, startedAt: then, finishedAt: then };
  const path = `${head}${next}.json`;
  const text = JSON.stringify({ ...own, id: posix.parse(path).name }, null, 2);
  return { path, text: `${text}\n`, subject: `巡检采集 ${day(20)}` };
}

const history: Way[] = [
  {
    name: 'a confirmation of the day before entered now past the program',
    documents: [MONTH],
    seenAt: EVENING,
    act: (place) => putBack(place, at(day(20), '18:10'), confirmedBefore),
    told: all(/的确认写的是 2026-11-20 09:20，而 2026-11-20 18:10 才录入/),
  },
  {
    name: 'a record deleted and the deletion committed',
    documents: [MONTH],
    seenAt: EVENING,
    async act(place) {
      setClock(at(day(20), '18:10'));
      git(place.root, ['rm', '-q', RECORD]);
      git(place.root, ['commit', '-q', '-m', '登记'], { hand: PROGRAM });
    },
    told: all(/记录被删除（提交/),
  },
  {
    name: 'a note of the day before committed past the program',
    documents: [MONTH],
    seenAt: EVENING,
    async act(place) {
      const { path, id } = await write(place, at(day(20), '18:00'), 'note', { topic: 'operation', text: '已重启服务' });
      const put = path.replaceAll(/20(?=-001|\/)/g, '19').replace(/-\d{3}\.yaml$/, '-009.yaml');
      setClock(at(day(20), '18:10'));
      const own = read(place, path).replace(id, /[A-Z]{2}-[\d-]+(?=\.yaml$)/.exec(put)?.[0] ?? '');
      writeFileSync(join(place.root, put), own.replaceAll(day(20), day(19)));
      git(place.root, ['add', '-f', put]);
      git(place.root, ['commit', '-q', '-m', '登记工作记事'], { hand: PROGRAM });
    },
    told: all(/录入时间写的是 2026-11-19 18:00，而首次进入版本库是在 2026-11-20 18:10/),
  },
  {
    // An hour and a half: no more than a long round takes to be saved.
    name: 'a note with both dates of its commit an hour and a half ago',
    documents: [MONTH],
    seenAt: EVENING,
    act: (place) => putBack(place, at(day(20), '16:40'), NOTE_OF_NOW),
    told: all(/录入时间写的是 2026-11-20 16:40，而 2026-11-20 18:00 签名的存证日志里还没有它/),
  },
  {
    name: 'a collection of an hour and a half ago put there as a round would have left it',
    documents: [MONTH],
    seenAt: EVENING,
    act: (place) => putBack(place, at(day(20), '16:40'), collected),
    told: all(/录入时间写的是 2026-11-20 16:40，而 2026-11-20 18:00 签名的存证日志里还没有它/),
  },
  byHand(
    'a collected value edited',
    (place) => newest(place, 'records/inspection/2026/11'),
    (text) => altered(text, [/("metric":"disk\.used"[^}]*?"value":)[\d.]+/, '$122.5']),
    /采集记录在写入之后被以本程序的名义修改/,
  ),
  byHand(
    'a restoration edited',
    () => RECORD,
    (text) => altered(text, [/restoredAt: (.*)T11:20:45/, 'restoredAt: $1T10:30:45']),
    /恢复时间（原为 2026-11-10T11:20:45\+08:00）被改动，更正中没有写明/,
  ),
  byHand(
    'a quota of the contract raised',
    () => 'contract/contract.yaml',
    (text) => altered(text, [/(id: major\n[\s\S]*?limit: )1/, '$19']),
    /首份文档签发之后改动过合同约定：quotas\.major\.limit（1 → 9），没有双方签订的补充文件/,
  ),
];

export const ways: readonly Way[] = [...time, ...purchaser, ...evidence, ...history, ...milder];
