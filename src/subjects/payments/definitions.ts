/** What the figures of this subject count: see `figure-definition.ts`. */
import type { FigureGroup } from '../../report/figure-definition.ts';

export const definitions: readonly FigureGroup[] = [
  {
    title: '分期付款',
    about:
      '合同数据 `instalments` 的各期。文档是末日在所写起止之内的应交项（两日都算）；签发的文档作废、或缺少须写明的内容的不计。资料以付款资料记录为凭，记录须附有未作废的文件。',
    window: '服务期至今',
    unit: '份',
    in: ['site', 'service-review'],
    figures: [
      {
        id: 'instalments.〈期次〉.asked',
        name: '应有',
        what: '该期写明的文档份数（没有写明的，为这些日期内的应交项数，至少 1）与资料项数之和',
      },
      {
        id: 'instalments.〈期次〉.there',
        name: '已有',
        what: '其中有凭证的：文档的最新版已签发（issued）、已签收或视为签收（received）、已由采购人签收（accepted），按各项写明的凭证；资料有登记并附有文件',
      },
    ],
  },
];
