/** What the figures of this subject count: see `figure-definition.ts`. */
import type { FigureGroup } from '../../report/figure-definition.ts';

export const definitions: readonly FigureGroup[] = [
  {
    title: '许可核对',
    about:
      '本期开始的操作（采集、备份、恢复、演练、扫描、远程、账号与数据处理、发布，以及写明许可的记事和服务单、没有写许可而写明对象和改动的维护操作与进展记事）逐项与许可核对：操作种类、对象、起止、条件都在许可之内且许可由采购人授予的为相符；不在之内、没有许可、应急口头许可没有在授予后下一个工作日结束前（许可写明更早时刻的，以其为准）补书面的为不符；只凭文字或供应商一方说法的为待核实。采集是每次巡检采集一项，探测不计；数据导入、更正和接口对账补数为修改数据，接口配置为改变系统环境配置，没有开始的（如退回的申请）不是操作。许可没有写对象的不限对象；记事和服务单不比操作种类。只涉及供应商自有设备的不核对。',
    window: '本期',
    unit: '项',
    in: ['monthly-maintenance', 'compliance-statement'],
    figures: [
      {
        id: 'permits.breaches',
        name: '许可不符',
        what: '不符的操作；书面许可的补办期限在本期过去的以前各期操作也计',
        in: ['monthly-maintenance', 'service-review', 'compliance-statement'],
      },
      {
        id: 'permits.〈操作〉.total',
        name: '按操作核对：次数',
        what: '该种操作；以前各期的操作，其书面许可的补办期限在本期过去而成为不符的，也在本期计一次',
      },
      { id: 'permits.〈操作〉.covered', name: '与许可相符', what: '相符的' },
      { id: 'permits.〈操作〉.uncompared', name: '其中条件未核对', what: '相符而许可有记录未说明的条件' },
      { id: 'permits.〈操作〉.breach', name: '不符', what: '不符的' },
      { id: 'permits.〈操作〉.doubt', name: '待核实', what: '待核实的' },
      {
        id: 'permits.breach.〈记录〉.count',
        name: '许可不符：次数',
        what: '该记录不符的操作；采集、备份按相同的不符情形合并成一行',
        in: ['monthly-maintenance'],
        unit: '次',
      },
      {
        id: 'permits.doubt.〈记录〉.count',
        name: '待核实：次数',
        what: '该记录待核实的操作',
        in: ['monthly-maintenance'],
        unit: '次',
      },
    ],
  },
];
