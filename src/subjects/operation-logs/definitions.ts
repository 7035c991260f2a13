/** What the figures of this subject count: see `figure-definition.ts`. */
import type { FigureGroup } from '../../report/figure-definition.ts';

export const definitions: readonly FigureGroup[] = [
  {
    title: '操作日志',
    about: '统计提交的操作日志分析记录，按日志起止归期；条数、分类、异常取自记录，记录由导出文件逐行统计而来。',
    window: '本期',
    unit: '条',
    in: ['operation-log-analysis'],
    figures: [
      { id: 'logs.total', name: '操作日志', what: '各系统日志条数之和' },
      { id: 'logs.systems', name: '系统', what: '有操作日志的系统数', unit: '个' },
      { id: 'logs.anomalies', name: '异常', what: '识别出的异常项数', unit: '项' },
      { id: 'logs.anomalies.abnormal', name: '确认异常', what: '核查结论为异常', unit: '项' },
      { id: 'logs.anomalies.pending', name: '待核查', what: '尚无核查结论', unit: '项' },
      {
        id: 'logs.anomalies.〈类型〉.〈列〉',
        name: '异常分类',
        what: '该类型的 items 项数、times 次数之和、abnormal 确认异常、normal 核实为正常业务、pending 待核查',
        unit: '项',
      },
      { id: 'logs.category.〈分类〉.count', name: '分类统计：条数', what: '该分类的条数之和' },
      { id: 'logs.category.〈分类〉.before', name: '分类统计：上期', what: '上一期截止到截止的条数，按现在所知' },
      {
        id: 'logs.category.〈分类〉.share',
        name: '分类统计：占比',
        what: '该分类条数 ÷ 全部条数，到十分位',
        unit: '%',
      },
      { id: 'logs.〈系统〉.total', name: '各系统：条数', what: '该系统的条数之和' },
      { id: 'logs.〈系统〉.days', name: '各系统：有日志', what: '该系统有日志的日数', unit: '日' },
      { id: 'logs.〈系统〉.anomalies', name: '各系统：异常', what: '该系统的异常项数', unit: '项' },
      {
        id: 'logs.〈系统〉.covered',
        name: '各系统：覆盖统计时间',
        what: '日志起止所覆盖的秒数 ÷ 统计区间中服务期结束以前的秒数，到十分位',
        unit: '%',
      },
      {
        id: 'logs.user.〈名次〉.share',
        name: '用户分布：占全部日志',
        what: '该用户的条数 ÷ 全部条数，到十分位',
        unit: '%',
      },
      {
        id: 'logs.systems-without',
        name: '没有操作日志的子系统',
        what: '合同要求而服务期内没有登记过操作日志的子系统数；站点和终端从服务满一个月起列出',
        unit: '个',
        in: ['service-review', 'site'],
      },
    ],
  },
];
