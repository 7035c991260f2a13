/** What the figures of this subject count: see `figure-definition.ts`. */
import type { FigureGroup } from '../../report/figure-definition.ts';

export const definitions: readonly FigureGroup[] = [
  {
    title: '设备',
    about: '按巡检中该种设备的“应有活动”检查统计：合同范围内每台设备每个巡检日一个结果。',
    window: '本期',
    unit: '台',
    in: ['monthly-maintenance'],
    figures: [
      { id: 'devices.〈种类〉.total', name: '数量', what: '合同范围内该种设备的资产数' },
      {
        id: 'devices.〈种类〉.online',
        name: '平均在线率',
        what: '各巡检日结果为正常的台数之和 ÷ 有结果的台数之和，不适用的不计',
        unit: '%',
      },
      { id: 'devices.〈种类〉.days', name: '有数据的巡检日', what: '至少一台设备有结果的巡检日', unit: '日' },
      { id: 'repairs.count', name: '设备维修（工作量）', what: '维修登记', unit: '条', in: ['service-review'] },
      { id: 'assets.total', name: '资产', what: '合同范围内的资产', window: '服务期至今', unit: '项', in: ['site'] },
    ],
  },
];
