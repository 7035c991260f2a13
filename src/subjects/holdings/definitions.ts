/** What the figures of this subject count: see `figure-definition.ts`. */
import type { FigureGroup } from '../../report/figure-definition.ts';

export const definitions: readonly FigureGroup[] = [
  {
    title: '应做应有的事项',
    about:
      '合同数据写明保留期（requirements.backups 的 keepDays）的备份：每个备份对象在应做备份的每一日，当日成功且校验没有失败的备份集为一份；备份当日不计，自其后第 keepDays 日起可以删除。合同没有写明的，不列。',
    window: '本期',
    unit: '份',
    in: ['monthly-maintenance', 'site'],
    figures: [
      {
        id: 'owed.kept.〈备份〉.owed',
        name: '应有',
        what: '保留期在本期届满的，和届满前已经不在的；前者按届满的时刻归期，后者按最先得知不在的时刻和录入时间中较晚的归期',
      },
      {
        id: 'owed.kept.〈备份〉.met',
        name: '符合',
        what: '保留期最后一日或其后的备份集清单里还有当日的一份，或其删除记录写明的删除日在保留期届满之日或其后',
      },
      {
        id: 'owed.kept.〈备份〉.missed',
        name: '不符合',
        what: '当日的各份在保留期届满前都已不在：有删除记录，或同一计划同一对象其后的清单里没有，而再往后的清单里也没有出现',
      },
      {
        id: 'owed.kept.〈备份〉.unseen',
        name: '未证实',
        what: '保留期已届满而两者都不能证明的，和登记为已删除、其后的清单里却还有的',
      },
      {
        id: 'owed.kept.missed',
        name: '不符合合计',
        what: '各项之和',
        window: '服务期至今',
        in: ['site', 'status'],
      },
    ],
  },
];
