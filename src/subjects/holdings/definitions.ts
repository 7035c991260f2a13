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
  {
    title: '在岗持证和每期次数',
    about:
      '网站的“应做应有”和 status 命令所列。持证按班次，只数整日，情形与月报“持证上岗”相同；每期次数按合同数据的 requirements.activities，每一期、每一个对象为一项，以该期的末日（另定日子的以该日）归期。',
    window: '服务期至今',
    unit: '项',
    in: ['site'],
    figures: [
      { id: 'owed.certificate.〈要求〉.owed', name: '应有', what: '应持证在岗的班次', unit: '班次' },
      { id: 'owed.certificate.〈要求〉.met', name: '符合', what: '证书有效的班次', unit: '班次' },
      { id: 'owed.certificate.〈要求〉.missed', name: '不符合', what: '证书过期的班次', unit: '班次' },
      { id: 'owed.certificate.〈要求〉.unseen', name: '未证实', what: '没有登记能说明的班次', unit: '班次' },
      {
        id: 'owed.certificate.missed',
        name: '证书过期仍在岗',
        what: '各项之和，同一班次应持几种证书的各计一次',
        unit: '班次',
        in: ['site', 'status'],
      },
      { id: 'owed.activity.〈要求〉.owed', name: '应有', what: '已经结束的各期' },
      { id: 'owed.activity.〈要求〉.met', name: '符合', what: '期内（另定日子的在该日）有足够次数的记录' },
      { id: 'owed.activity.〈要求〉.missed', name: '不符合', what: '次数不足，或该日之后才做满' },
      { id: 'owed.activity.〈要求〉.unseen', name: '未证实', what: '恒为零：没有记录的按没有做计' },
      { id: 'owed.activity.missed', name: '没有按期做满', what: '各项之和', in: ['site', 'status'] },
    ],
  },
];
