/** `contract import`: a draft that can be read as it is, beside the paper's text; nothing is written over. */
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { contractSchema } from '../../../src/contract/terms/contract.ts';
import { checkContract } from '../../../src/pipeline/check/check.ts';
import { importPaper } from '../../../src/pipeline/contract-import/import.ts';
import { readablePaper } from '../../../src/pipeline/contract-import/office.ts';
import { initialise } from '../../../src/pipeline/init.ts';
import { docx, NUMBERING, numbered, p } from '../../drafts/_docx.ts';
import { opsledgerHere } from '../../support/command-here.ts';
import { newFolder } from '../_workspace.ts';

const TEXT = `某厂设备运维合同

一、服务期
自2026年3月1日起至2027年2月28日止。
二、故障
2.1 停线故障15分钟内到场、1小时内恢复；"一般"故障\\当班处理。
2.2 双方另有约定的，从其约定。
`;

async function imported(text = TEXT, ...args: string[]) {
  const folder = await newFolder();
  const file = join(folder, '采购需求.txt');
  await writeFile(file, text);
  const draft = join(folder, 'draft/contract.yaml');
  const result = await opsledgerHere(['contract', 'import', file, '-o', draft, '--json', ...args]);
  return { folder, file, draft, result };
}

test('the draft is a contract, with its paper, its dates and what it is unsure of', async () => {
  const { draft, result } = await imported();
  expect(result.code).toBe(1);
  const told = JSON.parse(result.stdout) as { clauses: { id: string }[]; paper: string; leftOver: unknown[] };
  expect(told.clauses.map(({ id }) => id)).toEqual(['1', '2.1', '2.2']);
  expect(told.leftOver).toEqual([
    { line: 1, text: '某厂设备运维合同' },
    { line: 5, text: '二、故障' },
  ]);
  const text = readFileSync(draft, 'utf8');
  const contract = contractSchema.parse(parse(text, { schema: 'failsafe' }));
  expect(contract.servicePeriod).toEqual({ from: '2026-03-01', to: '2027-02-28' });
  expect(contract.clauses[1]).toMatchObject({
    ...{ id: '2.1', paper: '2.1', topics: ['arrival', 'restoration'] },
    text: '停线故障15分钟内到场、1小时内恢复；"一般"故障\\当班处理。',
  });
  expect(text).toMatch(/没有把握，请自行选择/);
  expect(text).toMatch(/# {3}第 1 行　某厂设备运维合同/);
});

/** What `check` says of a blank workspace that the draft and its papers were put into. */
async function checkedBlank(draft: string, folder: string) {
  const root = join(folder, 'w');
  await initialise(root, { now: '2026-03-01T08:00:00+08:00', like: 'blank' });
  await cp(draft, join(root, 'contract/contract.yaml'));
  await cp(join(folder, 'draft/papers'), join(root, 'contract/papers'), { recursive: true });
  return checkContract(root);
}

test('put into a blank workspace, every clause stands in its paper', async () => {
  const { draft, folder } = await imported();
  const report = await checkedBlank(draft, folder);
  expect(report.usable).toBe(true);
  expect(report.causes.map(({ cause }) => cause)).toEqual(['placeholder', 'topic', 'unserved']);
});

test('a .docx with drawn numbers, and a prefix for a second paper', async () => {
  const folder = await newFolder();
  await mkdir(join(folder, 'in'));
  const file = join(folder, 'in/bid.docx');
  const body = [p('投标响应'), numbered('响应', 0), numbered('承诺每周巡检一次。', 1)].join('');
  await writeFile(file, docx(body, { 'word/numbering.xml': NUMBERING }));
  const draft = join(folder, 'bid.yaml');
  await importPaper({ file, shown: 'bid.docx', output: draft, prefix: 'B', name: '投标响应' });
  const contract = contractSchema.parse(parse(readFileSync(draft, 'utf8'), { schema: 'failsafe' }));
  expect(contract.papers).toMatchObject([
    { id: 'bid', name: '投标响应', prefix: 'B', file: 'contract/papers/bid.txt' },
  ]);
  expect(contract.clauses).toMatchObject([{ id: 'B1.1', paper: '一（一）', topics: ['inspection'] }]);
  expect(readFileSync(join(folder, 'papers/bid.txt'), 'utf8')).toBe('投标响应\n一、 响应\n（一） 承诺每周巡检一次。\n');
});

test('several papers in one file are several, and what the text says of itself is filled in', async () => {
  const { draft, result, folder } = await imported(
    `某厂运维服务合同
合同编号：YW-7
甲方（采购人）：某厂
乙方（供应商）：某公司
第一部分　通用条款
第一章　总则
第一条　服务期　自2026年3月1日起至2027年2月28日止。
第二条　专用条款与通用条款不一致的，以专用条款为准。
第二章　文档
第三条　文档
（一）月报：次月5日前。
第二部分　专用条款
专用条款一　（对应第三条）月报改为次月8日前。
补充协议
第一条　每周巡检一次。
附件一　设备清单
序号\t名称
1\t水泵
`,
  );
  const contract = contractSchema.parse(parse(readFileSync(draft, 'utf8'), { schema: 'failsafe' }));
  expect(contract).toMatchObject({ project: '某厂运维服务合同', number: 'YW-7' });
  expect(contract.parties).toMatchObject({ purchaser: '某厂', supplier: '某公司' });
  expect(contract.clauses.map(({ id, paper }) => [id, paper])).toEqual([
    ...[
      ['1', '第一条'],
      ['2', '第二条'],
      ['3.1', '第三条（一）'],
      ['Z1', '专用条款一'],
    ],
    ...[
      ['S1', '补充协议第一条'],
      ['F1', '附件一第1项'],
    ],
  ]);
  expect(contract.papers?.map(({ name, prefix, rank }) => [name, prefix ?? '', rank])).toEqual([
    ...[
      ['采购需求', '', 1],
      ['第二部分　专用条款', 'Z', 2],
      ['补充协议', 'S', 1],
      ['附件一　设备清单', 'F', 1],
    ],
  ]);
  expect(result.stderr + result.stdout).not.toContain('F1：');
  const report = await checkedBlank(draft, folder);
  expect(report.usable).toBe(true);
  expect(report.causes.map(({ cause }) => cause)).not.toContain('paper');
});

const MONEY = `某医院信息系统运维服务合同
一、服务期
自2026年3月1日起至2028年2月28日止。
二、服务
2.1 乙方派驻驻场工程师不少于2名，工作日8:00至17:30在信息中心驻场。
2.2 一级故障10分钟内响应、2小时内恢复；二级故障30分钟内响应、8小时内恢复。
2.3 各系统月度可用率均不低于99.9%。
2.4 检验数据库每日全量备份一次，备份保留30日。
2.5 同一设备30日内再次发生同一故障的，为重复故障。
三、考核
3.1 每季度考核一次，满分100分。低于90分的，扣除当季服务费的5%；低于80分的，扣除当季服务费的10%。
3.2 扣分标准：
（1）响应超时：一级故障每次扣3分，二级故障每次扣1分。
（2）一级故障恢复超时，每超过30分钟扣2分，不足30分钟按30分钟计，每起最多扣10分。
（3）缺岗，每人每日扣2分。
（4）文档逾期，每逾期1日扣1分。
（5）重复故障每次扣2分。
（6）被患者投诉的，每次扣5分。
（7）漏做备份，每次扣3分。
3.3 同一故障的响应、恢复扣分合计不超过10分。
3.4 每季度扣分合计不超过40分。
`;

test('posts, availability and deductions can be used as drafted; what lacks an object waits behind #', async () => {
  const { draft, result, folder } = await imported(MONEY);
  const { drafted } = JSON.parse(result.stdout) as { drafted: unknown };
  expect(drafted).toMatchObject({ posts: 1, availability: 1, backups: 0, deductions: 6, incomplete: 2 });
  const report = await checkedBlank(draft, folder);
  expect(report.usable).toBe(true);
  expect(report.causes.map(({ cause }) => cause)).toEqual(['placeholder', 'topic', 'unserved']);
  const text = readFileSync(draft, 'utf8');
  expect(text).toContain('没有写入，请自行填写：3.2（6）“被患者投诉的，每次扣5分”');
  const read = (yaml: string) => contractSchema.parse(parse(yaml, { schema: 'failsafe' }));
  const { penalties, requirements } = read(text);
  expect(penalties).toMatchObject([
    {
      ...{ measure: 'points', full: 100, period: 'quarter', cap: 40 },
      bands: [
        { below: 90, percent: 5 },
        { below: 80, percent: 10 },
      ],
      sharedCaps: [{ per: 'incident', over: ['response-level-1', 'response-level-2', 'restoration-level-1'], cap: 10 }],
    },
  ]);
  expect(requirements).toMatchObject({ posts: [{ headcount: 2 }], availability: [{ percent: 99.9 }] });
  // With its blanks filled in, what waits is read, too.
  const whole = read(text.replace(/^( *)# (?=(?:backups:$|- \{ ))/gm, '$1').replaceAll('["待填写"]', '[lab]'));
  expect(whole.requirements?.backups).toMatchObject([{ assets: ['lab'], per: 'day', keepDays: 30 }]);
  expect(whole.penalties[0]?.rules.map(({ on }) => on)).toContain('backup');
  const human = await opsledgerHere([
    'contract',
    'import',
    join(folder, '采购需求.txt'),
    '-o',
    join(folder, 'b/c.yaml'),
  ]);
  expect(human.stdout).toContain(
    '岗位 1 项，每期次数 0 项，可用率 1 项，备份 0 项，扣减规则 6 条，交付义务 0 项；另有 2 项',
  );
});

test.each([
  `1. 控制室实行7×24小时现场值守，白班8:00至20:00不少于2人，夜班20:00至次日8:00不少于1人。
2. 停线故障10分钟内响应；P1故障2小时内恢复。
3. 每季度结算违约金：P1恢复超时每超过30分钟（不足的按30分钟计）500元，每起不超过3000元；缺岗每人每班200元。每季度违约金合计不超过1250元。
4. 任一系统月度可用率低于99.9%的，抵扣当月服务费的5%；低于99%的，抵扣当月服务费的10%。`,
  `1. 每月考核一次，满分100分。
2. 停线故障恢复超时每次扣5分；文档逾期，每逾期1日扣1分；一级故障次数超过限额的，每超1次扣10分。
3. 各系统月度可用率均不低于99.9%，中断时间为一级故障自报告至恢复的时间。
4. 一级故障10分钟内响应，1小时内恢复。`,
])('a draft is usable as it stands, whatever it says of money: %#', async (text) => {
  const { draft, folder } = await imported(text);
  const report = await checkedBlank(draft, folder);
  expect(report.usable).toBe(true);
  expect(readFileSync(draft, 'utf8')).toMatch(/^penalties:$/m);
});

/** What no text has by chance. */
const PREFIX = 'QZ';

test('what people read of a draft names clauses by their numbers on paper, never by ids', async () => {
  const { draft, result, folder } = await imported(
    `某厂运维合同
第一章　故障
第一条　一级故障10分钟内响应、1小时内恢复；二级故障当班响应，4小时内恢复。
第二条　一级故障恢复后24小时内提交故障报告。
第二章　文档
第一条　每月5日前提交上月运维月报。
第一条　每月5日前提交上月运维月报。
第三条　每季度组织一次应急演练。
第四条　每日巡检一次。
`,
    '--prefix',
    PREFIX,
  );
  const text = readFileSync(draft, 'utf8') + readFileSync(join(folder, 'draft/obligations.yaml'), 'utf8');
  // Keys hold ids; comments, names, labels and numbers on paper are read.
  const shown = text
    .split('\n')
    .filter((line) => /^\s*#|^\s*(?:- )?(?:name|label|paper|declaration|text|scope): /.test(line));
  expect(shown.join('\n')).toContain('第二章第一条');
  expect(shown.filter((line) => line.includes(PREFIX))).toEqual([]);
  expect(text).toContain(`clause: "${PREFIX}1.1"`);
  const human = await opsledgerHere([
    'contract',
    'import',
    join(folder, '采购需求.txt'),
    '-o',
    join(folder, 'b/c.yaml'),
    '--prefix',
    PREFIX,
  ]);
  expect(human.code).toBe(1);
  expect(human.stdout).toMatch(/第二章第一条：纸面编号 第二章第一条 前面已经用过/);
  expect(human.stdout.replaceAll(folder, '')).not.toContain(PREFIX);
  const { drafted } = JSON.parse(result.stdout) as { drafted: unknown };
  expect(drafted).toMatchObject({ levels: 2, activities: 1, obligations: 4 });
});

test('an old document goes through LibreOffice where it is, and a scan is told as one', async () => {
  const folder = await newFolder();
  const program = join(folder, 'soffice');
  const made = docx(p('一、甲'));
  await writeFile(join(folder, 'made.docx'), made);
  await writeFile(
    program,
    `#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\ncp '${folder}/made.docx' "$2/paper.docx"\n`,
    { mode: 0o755 },
  );
  const old = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]);
  expect([...(await readablePaper(old, 'a.wps', program))]).toEqual([...made]);
  await expect(readablePaper(old, 'a.wps', join(folder, 'none'))).rejects.toThrow(
    /没有安装 LibreOffice[\s\S]*另存为 \.docx/,
  );
  await writeFile(program, '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  await expect(readablePaper(old, 'a.doc', program)).rejects.toThrow('没有转换成功');
  const scan = new TextEncoder().encode('%PDF-1.4\n1 0 obj <</Subtype /Image /Filter /DCTDecode>>');
  await expect(readablePaper(scan, 'a.pdf')).rejects.toThrow('这是扫描件');
  const born = new TextEncoder().encode('%PDF-1.4\n1 0 obj <</Font <<>>>> <</Subtype /Image>>');
  expect(await readablePaper(born, 'a.pdf')).toBe(born);
});

test('nothing is written over, and nothing is made of what cannot be read', async () => {
  const { file, draft, folder } = await imported();
  const again = await opsledgerHere(['contract', 'import', file, '-o', draft]);
  expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('文件已经存在，不覆盖') });
  const bad = join(folder, 'old.doc');
  await writeFile(bad, Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]));
  const refused = await opsledgerHere(['contract', 'import', bad, '-o', join(folder, 'new/contract.yaml')]);
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('另存为 .docx') });
  expect(existsSync(join(folder, 'new'))).toBe(false);
  for (const args of [
    ['--prefix', 'b'],
    ['-o', join(folder, 'x.txt')],
  ])
    expect(await opsledgerHere(['contract', 'import', file, ...args])).toMatchObject({ code: 2 });
});
