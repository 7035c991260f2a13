/** What the figures of this subject count: see `figure-definition.ts`. */
import type { FigureGroup } from '../../report/figure-definition.ts';

export const definitions: readonly FigureGroup[] = [
  {
    title: '交付物',
    about:
      '一个应交项是一份交付物的一期（事件类交付物是一次事件的一份）。应交项在期限过后、首次截止的那份文档里计一次；截止时期限未过的不列入，由期限过后首次截止的那份文档计入，所以签发的文档里未到期为 0；草稿计至编制之时，在本期之内而期限未过的列为未到期。应交、豁免、未到期三者分开，一项只在其一。期限当时签发的仍为按期。以签发、送达还是签收为准，依次看交付物的 onTimeBy、合同的 onTimeBy、当时有效的口径“按期以何为准”，都没有的以签发为准。签收、退回和豁免须有采购人的凭证（附件，或采购人账号经办）才算数；只有供应商一方说法的，列为待确认。作废的版本及被它替换的版本不算签发。',
    window: '本期',
    unit: '项',
    in: ['monthly-maintenance', 'service-review', 'compliance-statement'],
    figures: [
      {
        id: 'deliveries.owed',
        name: '应交',
        what: '本文档计入的应交项，豁免和未到期的另计，不在内；按期、补报、送达超期、未送达、逾期、缺失都在内',
      },
      { id: 'deliveries.on-time', name: '按期签发', what: '首个有效版本在期限前（含期限当时）签发，不论是否送达' },
      {
        id: 'deliveries.on-time-delivered',
        name: '按期送达',
        what: '期限前登记了送达，或有凭证的签收；登记时刻晚于所写时刻的，以登记时刻为准',
      },
      { id: 'deliveries.on-time-received', name: '按期签收', what: '期限前有凭证的签收；只在以签收为准时印出' },
      {
        id: 'deliveries.delivered-late',
        name: '送达超期',
        what: '以送达或签收为准的交付物，已签发，送达或签收晚于期限',
      },
      {
        id: 'deliveries.undelivered',
        name: '未送达',
        what: '以送达或签收为准的交付物，已签发，期限已过仍没有送达或签收',
      },
      { id: 'deliveries.late', name: '补报', what: '以签发为准的交付物，签发晚于期限' },
      {
        id: 'deliveries.overdue',
        name: '逾期未交',
        what: '期限已过、没有签发，而所依据的记录已有（巡检日志要当日巡检，日常维护报告要当日有登记，其余交付物一律视为可编制）',
      },
      { id: 'deliveries.missing', name: '缺失', what: '期限已过、没有签发，所依据的记录也没有' },
      { id: 'deliveries.gaps', name: '缺失与逾期', what: '缺失、逾期未交、未送达之和' },
      {
        id: 'deliveries.open',
        name: '未到期',
        what: '期限未过而还没有签发的；以送达、签收为准的，已签发、期限未过而尚未送达、签收的也在内。签发的文档里为 0，只有草稿里可以不为 0',
      },
      { id: 'deliveries.waived', name: '豁免', what: '采购人同意本期不交（有凭证），又没有按期签发、送达的' },
      { id: 'deliveries.received', name: '已签收', what: '最新版本有凭证的签收，其后没有退回' },
      {
        id: 'deliveries.deemed',
        name: '视为签收',
        what: '合同写明逾期不答复视为签收（answers 的 silence）的：最新版本已登记送达，过了答复期限还没有签收或退回；不计入已签收',
      },
      {
        id: 'deliveries.claimed',
        name: '待确认',
        what: '最新版本只有供应商一方所说的签收、退回，或只有供应商一方所说的豁免',
      },
      {
        id: 'deliveries.〈交付物〉.own.〈列〉',
        name: '逐项：各列',
        what: '与合计行同名的列数法相同，只数这一交付物中期限不早于本期开始的应交项；〈交付物〉为 day、week、month、event（逐次）、once（服务期内一次）等周期名时，是同一周期全部按期签发、没有豁免的各交付物（两种以上）合成的一行。列：owed 应交、issued 按期签发、delivered 按期送达、signed 按期签收、late 补报、delivered-late 送达超期、undelivered 未送达、overdue 逾期未交、missing 缺失、open 未到期、waived 豁免、received 已签收、deemed 视为签收、claimed 待确认',
      },
      {
        id: 'deliveries.〈交付物〉.after-cut.〈列〉',
        name: '逐项（上期截止后到期）：各列',
        what: '期限早于本期开始、上一期截止时还没有过的应交项；列同上',
        in: ['monthly-maintenance', 'compliance-statement'],
      },
      {
        id: 'deliveries.〈交付物〉.late.〈列〉',
        name: '逐项（以前各期补登）：各列',
        what: '期限早于上一期截止、其后才补登进来的应交项；列同上',
        in: ['monthly-maintenance', 'compliance-statement', 'service-review'],
      },
      {
        id: 'undelivered.〈交付物〉.count',
        name: '按期签发但未按期送达：份数',
        what: '应交项按期签发，期限已过，且没有按期送达；〈交付物〉以 + 连接时是合成一行的几种。对照表不列自己',
        in: ['monthly-maintenance', 'compliance-statement', 'service-review'],
      },
      {
        id: 'undelivered.〈交付物〉.never',
        name: '按期签发但未按期送达：未登记送达',
        what: '上一数字中至今没有登记送达、也没有有凭证的签收的',
        in: ['monthly-maintenance', 'compliance-statement', 'service-review'],
      },
      {
        id: 'occurrences.owed',
        name: '应交（网站、status）',
        what: '服务期至今全部应交项，不含未到期的',
        window: '服务期至今',
        in: ['status'],
      },
      {
        id: 'occurrences.〈状态〉',
        name: '应交项按状态',
        what: '服务期至今每个应交项按现在的状态各计一次：on-time 按期、late 补报、delivered-late 送达超期、undelivered 未送达、overdue 逾期未交、missing 缺失、waived 豁免、upcoming 未到期',
        window: '服务期至今',
        in: ['site', 'status'],
      },
      {
        id: 'documents.issued',
        name: '已签发文档',
        what: '现行（没有被新版本替换、没有作废）的文档份数',
        window: '服务期至今',
        unit: '份',
        in: ['status'],
      },
      {
        id: 'documents.〈交付物〉',
        name: '已签发文档：逐种',
        what: '这一交付物签发过的文档，各版本都计',
        window: '全部',
        unit: '份',
        in: ['site'],
      },
    ],
  },
];
