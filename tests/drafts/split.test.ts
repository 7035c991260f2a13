/** Splitting a paper into clauses: the numbers that contracts have, and nothing lost. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withoutSpace } from '../../src/contract/terms/papers.ts';
import { hintsIn } from '../../src/drafts/hints.ts';
import { markerOf, numberOf } from '../../src/drafts/marker.ts';
import { servicePeriodIn } from '../../src/drafts/service-period.ts';
import { splitPaper } from '../../src/drafts/split.ts';
import { proposeTopics } from '../../src/drafts/topic-words.ts';
import { data, starter } from '../contract/_starter.ts';
import { runs } from '../support/runs.ts';

describe('the number of a line', () => {
  test.each([
    ['第三条 服务范围', 'article', [3], '服务范围'],
    ['第十二章 附则', 'chapter', [12], '附则'],
    ['一、范围', 'chinese', [1], '范围'],
    ['★二十三、要求', 'chinese', [23], '要求'],
    ['▲（一）网络', 'chinese-bracket', [1], '网络'],
    ['1. 到场', 'number', [1], '到场'],
    ['3、排除', 'number', [3], '排除'],
    ['5.1.2驻场', 'decimal-3', [5, 1, 2], '驻场'],
    ['5．1　驻场', 'decimal-2', [5, 1], '驻场'],
    ['（2）夜间', 'bracket', [2], '夜间'],
    ['2）夜间', 'half-bracket', [2], '夜间'],
    ['③ 备件', 'circle', [3], '备件'],
    ['b) 备件', 'letter', [2], '备件'],
    ['1\t考勤机\t3', 'row', [1], '考勤机\t3'],
    ['第十条之二 备件', 'article', [10, 2], '备件'],
    ['3.1.3 台风', 'decimal-3', [3, 1, 3], '台风'],
    ['2.2 月可用率低于99%的', 'decimal-2', [2, 2], '月可用率低于99%的'],
    ['2.4 人员', 'decimal-2', [2, 4], '人员'],
    ['专用条款一　夜间', 'article', [1], '夜间'],
    ['第二节 巡检', 'section', [2], '巡检'],
    ['第一部分 通用条款', 'part', [1], '通用条款'],
    ['丙、备件', 'stem', [3], '备件'],
    ['A．备件', 'letter', [1], '备件'],
    ['５．２　驻场', 'decimal-2', [5, 2], '驻场'],
    ['⑵夜间', 'bracket', [2], '夜间'],
    ['㈢ 夜间', 'chinese-bracket', [3], '夜间'],
  ])('%s', (line, kind, numbers, rest) => {
    expect(markerOf(line)).toMatchObject({ kind, numbers, rest });
  });

  test.each([
    '1.5小时内到场',
    '99.9%以上',
    '2026.9.1 起',
    '3 台',
    '2026年',
    '一般故障',
    '10:00 之前',
    '3-5 人',
    '18所学校',
    '三日内',
    '第九条和第十条的期限',
    '甲方应提供',
  ])('%s has none', (line) => {
    expect(markerOf(line)).toBeUndefined();
  });

  test.each([
    ['十', 10],
    ['二十', 20],
    ['一百零三', 103],
    ['〇', 0],
    ['⑳', 20],
  ])('%s is %d', (text, value) => {
    expect(numberOf(text)).toBe(value);
  });
});

const ids = (text: string, prefix = '') => splitPaper(text.split('\n'), prefix).clauses.map(({ id }) => id);

describe('ids', () => {
  test.each([
    ['一、总则\n1.1 甲。\n1.2 乙。\n二、期限\n2.1 丙。', ['1.1', '1.2', '2.1']],
    [
      '五、要求\n（一）基本\n1. 甲：\n（1）子。\n（2）丑。\n2. 乙。\n（二）安全\n1. 丙。',
      ['5.1.1(1)', '5.1.1(2)', '5.1.2', '5.2.1'],
    ],
    ['第一章 总则\n第一条 甲。\n第二条 乙。\n第二章 分则\n第三条 丙。', ['1', '2', '3']],
    ['第一章 总则\n第一条 甲。\n第二条 乙。\n第二章 分则\n第一条 丙。', ['1.1', '1.2', '2.1']],
    [
      '第一章 总则\n第一节 甲\n第一条 子。\n（一）丑。\n第二节 乙\n第二条 寅。\n第二条之一 卯。',
      ['1', '1.1', '2', '2.1'],
    ],
    ['专用条款一 甲。\n专用条款二 乙。', ['1', '2']],
    ['甲、范围\n１．子。\n２．丑。\n乙、期限\n１．寅。', ['1.1', '1.2', '2.1']],
    ['1. 服务\n1.1 甲。\n1.1.1 子。\n1.2 乙。\n2. 其他\n2.1 丙。', ['1.1', '1.1.1', '1.2', '2.1']],
    ['五、人员\n5.1.1 甲。\n5.1.2 乙。\n5.2.3 丙。\n5.5.2 丁。', ['5.1.1', '5.1.2', '5.2.3', '5.5.2']],
    ['一、甲\n1. 子。\n2. 丑。\n二、乙\n1. 寅。', ['1.1', '1.2', '2.1']],
    ['一、设备\n序号\t名称\n1\t打印机\n2\t投影机', ['1', '1(1)', '1(2)']],
  ])('%j', (text, found) => {
    expect(ids(text)).toEqual(found);
  });

  test.each([
    [
      '第一章 故障\n第五条 分级\n（一）红色。\n第二章 考核\n第三十二条 扣分\n（一）超时。',
      ['第五条（一）', '第三十二条（一）'],
    ],
    ['五、要求\n（三）响应\n★4. 到场。', ['五（三）4']],
    ['一、总则\n1.1 甲。', ['1.1']],
    ['一、甲\n1. 子。\n二、乙\n1. 丑。', ['一、1', '二、1']],
    ['第一章 甲\n第一条 子。\n第二章 乙\n第一条 丑。', ['第一章第一条', '第二章第一条']],
    ['第十条之一 甲。', ['第十条之一']],
    ['一、甲\n（一）巡视见下表。\n序号\t部位\n1\t泵\n2\t阀', ['一（一）', '一（一）第1项', '一（一）第2项']],
    ['1 定义\n1.1 甲。\n2 服务\n2.1 资源\n2.1.1 乙。\n2.1.2 丙。', ['1.1', '2.1.1', '2.1.2']],
    ['第三条 数据\n1. 采用三套备份：\n（1）本地；\n（2）异机。', ['第三条1', '第三条1（1）', '第三条1（2）']],
    ['第三条 提交下列文档：\n（1）月报；\n（2）年报。', ['第三条（1）', '第三条（2）']],
  ])('what stands on paper: %j', (text, found) => {
    expect(splitPaper(text.split('\n')).clauses.map(({ paper }) => paper)).toEqual(found);
  });

  test('a title between decimals stays in no clause', () => {
    const { clauses, leftOver } = splitPaper(['1 定义', '1.1 甲。', '3.6 乙。', '4 抵扣', '4.1 丙。']);
    expect(clauses.map(({ text }) => text)).toEqual(['甲。', '乙。', '丙。']);
    expect(leftOver.map(({ text }) => text)).toEqual(['1定义', '4抵扣']);
  });

  test('a paper within a file begins with its title, and is one clause where it numbers nothing', () => {
    expect(splitPaper(['第二部分　专用条款', '下列条款修改前文。', '1．甲。'], 'Z', true)).toMatchObject({
      clauses: [{ id: 'Z1', paper: '1', text: '甲。' }],
      leftOver: [{ text: '第二部分　专用条款' }, { text: '下列条款修改前文。' }],
    });
    expect(splitPaper(['附表一 分类', '', '类别\t定义', '一类\t全停'], 'F', true)).toMatchObject({
      clauses: [{ id: 'F1', line: 3, text: '类别\t定义\n一类\t全停' }],
      leftOver: [{ line: 1, text: '附表一 分类' }],
    });
  });

  /** The forms of each level in the order in which papers nest them, with how a number of each is drawn. */
  const CN = ['一', '二', '三', '四', '五', '六', '七'];
  const forms: Record<string, (n: number) => string> = {
    ...{ article: (n) => `第${CN[n]}条　`, chinese: (n) => `${CN[n]}、`, bracket: (n) => `（${CN[n]}）` },
    ...{ number: (n) => `${n + 1}. `, digits: (n) => `（${n + 1}）`, half: (n) => `${n + 1}）` },
    ...{ circle: (n) => String.fromCharCode(0x2460 + n), letter: (n) => `${String.fromCharCode(97 + n)}) ` },
  };
  const nests = [
    ['article', 'bracket', 'number', 'digits'],
    ['chinese', 'bracket', 'number', 'digits', 'circle'],
    ['chinese', 'number', 'digits', 'letter'],
    ['article', 'number', 'digits', 'circle'],
    ['article', 'bracket', 'half'],
  ];

  interface Item {
    children: Item[];
  }
  const item = (depth: number): fc.Arbitrary<Item> =>
    fc.record({ children: depth <= 1 ? fc.constant([]) : fc.array(item(depth - 1), { maxLength: 3 }) });

  test('of every nesting of forms are what stands on paper, one below the other', () => {
    const paper = fc
      .constantFrom(...nests)
      .chain((kinds) =>
        fc.record({ kinds: fc.constant(kinds), top: fc.array(item(kinds.length), { minLength: 2, maxLength: 4 }) }),
      );
    fc.assert(
      fc.property(paper, ({ kinds, top }) => {
        const lines: string[] = [];
        const wanted: string[] = [];
        const write = (items: readonly Item[], level: number, above: string): void => {
          items.forEach(({ children }, n) => {
            const shown = forms[kinds[level] ?? '']?.(n) ?? '';
            const own = shown.trim().replace(/[、.]$/, '');
            // Two numbers that would read as one are parted.
            const joint = above === '' || /[）)条]$/.test(above) || /^[（①-⑳]/.test(own) ? '' : '、';
            lines.push(`${shown}甲方应当做事。`);
            wanted.push(`${above}${joint}${own}`);
            write(children, level + 1, wanted.at(-1) ?? '');
          });
        };
        write(top, 0, '');
        expect(splitPaper(lines).clauses.map(({ paper: number }) => number)).toEqual(wanted);
      }),
      { numRuns: runs(60) },
    );
  });

  test('bear the prefix, and are never doubled', () => {
    expect(ids('一、甲\n1.1 子。', 'B')).toEqual(['B1.1']);
    const { clauses } = splitPaper('甲方\n1. 子。\n乙方\n1. 丑。\n1. 寅。'.split('\n'));
    expect(new Set(clauses.map(({ id }) => id)).size).toBe(3);
    expect(clauses[1]?.unsure.join()).toContain('前面已经用过');
  });

  test('of the first contract are those that its data have, where its tables allow', () => {
    const { contract } = starter();
    const lines = readFileSync(join(data, 'contract/original.txt'), 'utf8').split('\n');
    const found = new Map(splitPaper(lines).clauses.map((one) => [one.id, one]));
    const same = contract.clauses.filter(
      ({ id, text }) => found.has(id) && withoutSpace(found.get(id)?.text ?? '').includes(withoutSpace(text)),
    );
    expect(same.length).toBeGreaterThan(15);
  });
});

describe('nothing is lost', () => {
  const head = fc.constantFrom(
    '一、',
    '二、',
    '（一）',
    '（二）',
    '1.',
    '2、',
    '1.1',
    '1.2 ',
    '5.3.6',
    '（1）',
    '①',
    'a)',
    '★3.1',
    '1\t',
    '第三条 ',
    '第二章 ',
    '第十条之一 ',
    '专用条款一　',
    '甲、',
    '１．',
    '⑴',
    '',
  );
  const body = fc
    .array(fc.constantFrom('甲', '乙', '。', '；', '3', '.', '5', '小', '时', ' ', '\t', '（', '）'), { maxLength: 14 })
    .map((all) => all.join(''));
  const line = fc.tuple(head, body).map(([a, b]) => a + b);

  test('every character stands in one clause, or is listed as left over', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const { clauses, leftOver } = splitPaper(lines);
        const told = [
          ...clauses.map(({ line: n, shown, text }) => ({ n, text: shown + text })),
          ...leftOver.map(({ line: n, text }) => ({ n, text })),
        ].sort((a, b) => a.n - b.n);
        expect(withoutSpace(told.map(({ text }) => text).join(''))).toBe(withoutSpace(lines.join('')));
        const all = clauses.map(({ id }) => id);
        expect(new Set(all).size).toBe(all.length);
        expect(all.filter((id) => !/^\d+(\.\d+)*(\([0-9a-z]{1,2}\))*$/.test(id))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what is proposed', () => {
  const sure = (text: string) =>
    proposeTopics(text)
      .filter(({ confidence }) => confidence === 'high')
      .map(({ topic }) => topic);

  test.each([
    ['紧急故障1小时内到场、2小时内排除', ['arrival', 'restoration']],
    ['工程师须持证上岗，并报采购人备案', ['certificate', 'filing']],
    ['每学期组织一次使用培训', ['training']],
    ['为驻场人员购买工伤保险', ['insurance']],
    ['月可用率不低于99.9%，每低0.1%抵扣当月费用的5%', ['availability', 'penalty']],
    ['甲乙双方各执两份', []],
    ['热线系统：热线服务器2台，热线数据库1套', []],
    ['服务热线24小时有人接听', ['phone']],
    ['违规变更，每次扣2分；漏做备份，每库每次扣1分', ['score']],
    ['第二期25%，凭发票、12份月报签收单、服务抵扣汇总表、备件盘点表', ['payment']],
    ['术语　“日间”指8:00至20:00，“监控”指不间断监控、值班安排', ['declaration']],
    ['每季度漏洞扫描一次，高危漏洞7日内修复', ['scan']],
    ['半月报：当月18日18:00前', ['report']],
    ['红色故障恢复后24小时内提交故障报告', ['incident-record']],
    // A word that is spoken of asks for nothing.
    ['更换驻场人员应提前15日征得同意', ['leave']],
    ['为驻场人员购买意外险', ['insurance']],
    ['因停电不能施工的，自报告之时起至送电之时止停止计算修复时间', ['restoration']],
    ['每季度抽取备份进行恢复验证，恢复时间不超过2小时', ['restore-test']],
    ['等待甲方提供备件的时间', []],
    ['审计日志保存不少于200日', ['log-retention']],
    ['平台月可用率不低于99.95%，经同意的计划维护不计入', ['availability']],
    ['月度可用性未达标的，按下表给予服务信用：\n可用性\t信用\n低于99%但不低于95%\t20%', ['penalty']],
    ['权限的开通和变更，凭申请单办理', ['account']],
    ['初验后支付40%，终验合格后支付60%', ['payment']],
    ['协议有效期为2026年4月1日至2027年3月31日，期满可续期', ['term']],
    ['用户资料不得向第三方提供', ['leak']],
    ['每季度对风机保养一次', ['activity']],
    ['月报：每月5日前提交上月统计表和每月保养完成情况', ['report']],
    ['每月5日前报送上月考勤表', ['attendance', 'report']],
    ['因不可抗力不能履行的，免除责任', ['declaration']],
    ['本合同正本两份，每份扣分标准同附件', ['score']],
  ])('%s', (text, topics) => {
    expect(sure(text).toSorted()).toEqual(topics);
  });

  test('the first contract’s own topics are mostly among the proposals', () => {
    const { contract } = starter();
    const hit = contract.clauses.filter(({ text, topics }) => {
      const found = new Set(proposeTopics(text).map(({ topic }) => topic));
      return topics.some((topic) => found.has(topic));
    });
    expect(hit.length / contract.clauses.length).toBeGreaterThan(0.6);
  });

  test('numbers and dates in a clause are pointed out', () => {
    expect(hintsIn('紧急故障1小时内到场，不少于4人，每周一10:00前，扣0.5分')).toEqual([
      expect.stringContaining('级别：紧急故障'),
      expect.stringContaining('时限：1小时内到场'),
      expect.stringContaining('数量：不少于4人'),
      expect.stringContaining('周期：每周一10:00前'),
      expect.stringContaining('时刻：10:00'),
      expect.stringContaining('分值：扣0.5分'),
    ]);
    expect(servicePeriodIn('自2026年9月1日起至2028年8月31日止')).toEqual({ from: '2026-09-01', to: '2028-08-31' });
    expect(servicePeriodIn('自2026年2月30日起至2028年8月31日止')).toBeUndefined();
  });
});
