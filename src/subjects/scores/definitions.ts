/** What the figures of this subject count: see `figure-definition.ts`. */
import type { FigureGroup } from '../../report/figure-definition.ts';

export const definitions: readonly FigureGroup[] = [
  {
    title: '考核评分',
    about:
      '按合同的评分办法逐条计扣：每条规则在统计区间内成立的次数，乘以每次的扣分（扣款），不超过各处的上限。口径未选定时，各选项分别算。',
    window: '本期',
    unit: '分',
    in: ['assessment-score', 'status'],
    figures: [
      {
        id: 'score.〈办法〉.deducted',
        name: '扣分（扣款）',
        what: '各规则之和，减去几条规则合计超出其共同上限（`per: period`）的部分，不超过办法的上限；口径未选定而结果不一的为空',
      },
      { id: 'score.〈办法〉.result', name: '得分', what: '满分减扣分；同上' },
      {
        id: 'score.〈办法〉.〈规则〉.count',
        name: '次数',
        what: '该规则成立的次数；只记录不扣减的日期内的、宽限期内的不计',
        unit: '次',
        in: ['assessment-score'],
      },
      {
        id: 'score.〈办法〉.〈规则〉.total',
        name: '扣分：该规则',
        what: '各次扣分之和：每次不超过 `capEach`，同一故障按规则的次序累计不超过共同上限（`per: incident`），合计不超过该条上限',
        in: ['assessment-score'],
      },
      {
        id: 'score.〈办法〉.〈口径〉.〈选项〉',
        name: '扣分：按各选项',
        what: '该口径取该选项时的扣分',
        in: ['assessment-score'],
      },
      {
        id: 'score.〈办法〉.withheld',
        name: '扣款',
        what: '按得分所在档次或扣分比例，从本期应付款中扣的金额',
        unit: '元',
        in: ['assessment-score'],
      },
      {
        id: 'deductions.〈办法〉',
        name: '扣款：该办法',
        what: '扣款计算表中该办法各项金额之和，各办法合计的上限之前；口径未选定的按暂列选项',
        unit: '元',
        in: ['assessment-score'],
      },
      {
        id: 'deductions.total',
        name: '扣款合计',
        what: '各办法之和，减去各办法合计的上限之外的部分；未定的取最少',
        unit: '元',
        in: ['assessment-score'],
      },
      {
        id: 'deductions.〈办法〉.least',
        name: '扣款：该办法，已定',
        what: '各处上限以后该办法的扣款，未定的取最少；以后各期的年度上限按此累计',
        unit: '元',
        in: ['assessment-score'],
      },
      {
        id: 'deductions.〈办法〉.most',
        name: '扣款：该办法，至多',
        what: '同上，待定、未登记、未观测的全部计入，口径取最多的选项',
        unit: '元',
        in: ['assessment-score'],
      },
      {
        id: 'deductions.〈上限〉.limit',
        name: '各办法合计的上限',
        what: '写明的金额，或所按服务费在该月、该服务年度之和的百分比，不足一分的舍去',
        unit: '元',
        in: ['assessment-score'],
      },
      {
        id: 'deductions.〈上限〉.before',
        name: '以前各期的扣款',
        what: '本服务年度以前各期已签发的扣款计算表所列各办法的扣款之和，以最新一版为准',
        unit: '元',
        in: ['assessment-score'],
      },
      {
        id: 'deductions.〈上限〉.taken',
        name: '本期扣款',
        what: '该上限所管各办法按上限计的扣款之和；未定的取最少',
        unit: '元',
        in: ['assessment-score'],
      },
      { id: 'score.〈办法〉.payable', name: '实付', what: '应付款减扣款', unit: '元', in: ['assessment-score'] },
    ],
  },
];
