/** What the figures of this subject count: see `figure-definition.ts`. */
import type { FigureGroup } from '../../report/figure-definition.ts';

export const definitions: readonly FigureGroup[] = [
  {
    title: '故障',
    about:
      '一起故障按发生时刻归期，级别取本文档截止时的级别：恢复前调高的当即生效，其余以采购人确认为准。需求（合同列为不计故障的级别）不计入故障数。以前各期的故障后来改级、改责任的，本期不重数，由本期的更正行给出增减。',
    window: '本期',
    unit: '起',
    in: ['monthly-maintenance', 'service-review'],
    figures: [
      {
        id: 'incidents.total',
        name: '故障',
        what: '故障起数，不含需求',
        in: ['monthly-maintenance', 'service-review', 'compliance-statement', 'site'],
      },
      { id: 'incidents.requirements', name: '需求', what: '列为需求的登记', in: ['site'] },
      {
        id: 'incidents.listed',
        name: '故障（该月）',
        what: '网站故障页逐月列出的登记，含需求；合同要求月报的，各月与月报的统计区间相同，往年各月为自然月',
        in: ['site'],
      },
      { id: 'incidents.〈级别〉', name: '故障：按级别', what: '现在定为该级别的故障' },
      { id: 'incidents.〈级别〉.restored', name: '已恢复：按级别', what: '恢复时限在本期有结论、且已恢复的该级别故障' },
      {
        id: 'incidents.cause.〈原因类别〉.count',
        name: '故障数：按原因类别',
        what: '登记的原因类别；没有登记的归“未定”（unknown）',
      },
      { id: 'incidents.responsibility.〈责任方〉.count', name: '故障数：按责任归属', what: '登记的责任归属' },
      {
        id: 'incidents.cause.〈原因类别〉',
        name: '故障数：按原因类别（网站）',
        what: '近一年该原因类别的故障',
        window: '近一年',
        in: ['site'],
      },
      {
        id: 'incidents.〈对象〉.total',
        name: '该对象的故障',
        what: '涉及这一对象的故障',
        window: '近一年',
        in: ['site'],
      },
      {
        id: 'incidents.〈对象〉.requirements',
        name: '该对象的需求',
        what: '涉及这一对象的需求',
        window: '近一年',
        in: ['site'],
      },
      {
        id: 'faults.〈对象〉',
        name: '故障与维修：资产清单',
        what: '近一年涉及这一对象的故障，不含需求，加上这一对象近一年报修的设备维修',
        window: '近一年',
        in: ['site'],
      },
    ],
  },
  {
    title: '响应与恢复时限',
    about:
      '每起故障的每个时限（response 响应、remote-start 远程启动、arrival 到场、diagnosis 诊断启动、restoration 恢复、record 分析处理记录、notice 进展通报）在有结论的那一期计一次，之后不再计；需求只判约定日期，不计入各数。分析处理记录的时限自故障关闭起算，此前不列为进行中。进展通报看相邻两次（自起点、到恢复为止）的最长间隔，有一次间隔超过时限即为未达标，未到第一次应通报即恢复、也没有通报的不适用。诊断启动是远程启动与到场有一项按时即为达标（远程启动的时限写 or: arrival 的），单独一项未达标不算违反条款。起点、停表和工作时间按故障当日有效的口径；决定起算（binds 为 clock-start）、工作时间（working-time）、何为到场（arrival）和停表（pauses）的口径未选定、按其另一个选项会得出别的结论的，列为口径未定，几项都未选定的按各项选项的每一种组合判定，一起故障涉及的组合超过 64 种的不逐一判定，也列为口径未定；其他口径（如 response-limit、class）未选定的，按 default 所写的暂列选项判定，不列为口径未定。停表只计有凭证且采购人确认的。时限当秒为达标。',
    window: '本期',
    unit: '次',
    in: ['monthly-maintenance', 'service-review'],
    figures: [
      { id: 'clocks.〈时限〉.met', name: '达标', what: '用时不超过时限' },
      { id: 'clocks.〈时限〉.missed', name: '未达标', what: '已有结果，用时超过时限' },
      { id: 'clocks.〈时限〉.overrun', name: '已超时', what: '还没有结果，时限已过' },
      { id: 'clocks.〈时限〉.unrecorded', name: '未登记', what: '故障已恢复或关闭，而该时刻没有登记' },
      { id: 'clocks.〈时限〉.undecided', name: '口径未定', what: '已有结果或故障已结束，各未选定的口径选项结论不一' },
      {
        id: 'clocks.〈时限〉.running',
        name: '进行中',
        what: '还没有结果，按暂列选项时限未过，或各未选定的口径选项对时限是否已过结论不一（结束时再列为口径未定或其结论）；期末数，在每一期都印出',
        window: '期末',
      },
      { id: 'clocks.〈时限〉.other', name: '不适用', what: '故障已关闭，该时限不适用' },
      {
        id: 'clocks.〈时限〉.rate',
        name: '达成率',
        what: '达标 ÷（达标 + 未达标 + 已超时 + 未登记）；口径未定、进行中、不适用不在分母',
        unit: '%',
        in: ['monthly-maintenance', 'service-review', 'compliance-statement'],
      },
      {
        id: 'clocks.〈时限〉.rate.〈口径〉.〈选项〉',
        name: '达成率：口径未定时按各选项',
        what: '同上，按该口径取该选项另算',
        unit: '%',
        in: ['monthly-maintenance'],
      },
      {
        id: 'clock.〈时限〉',
        name: '用时',
        what: '本起故障该时限自起点至结果的秒数，停表扣除；没有结果的到数据截至',
        window: '该事件',
        unit: '秒',
        in: ['incident-analysis', 'major-incident'],
      },
      {
        id: 'limits.missed',
        name: '时限未达标',
        what: '服务期至今各故障未达标、已超时、未登记的时限次数',
        window: '服务期至今',
        unit: '次',
        in: ['site', 'status'],
      },
      {
        id: 'limits.〈时限与限值〉.〈状态〉',
        name: '时限按状态',
        what: '服务期至今，该时限同一限值的故障：met 达标、missed 未达标（含已超时、未登记）、running 未判定（进行中、口径未定）',
        window: '服务期至今',
        in: ['site'],
      },
      {
        id: 'limits.〈时限与限值〉.rate',
        name: '达成率（网站）',
        what: '达标 ÷（达标 + 未达标），服务期至今',
        window: '服务期至今',
        unit: '%',
        in: ['site'],
      },
    ],
  },
  {
    title: '故障限额',
    about:
      '合同每一限额（年度、自然年或服务期）之内，开始于该年、按限额所指的类别或条件计入的故障。类别的口径未选定时，各选项分别计数（编号末段为选项）。',
    window: '服务期至今',
    unit: '次',
    in: ['monthly-maintenance', 'service-review', 'major-incident', 'site'],
    figures: [
      { id: 'quota.〈选项…〉.supplier', name: '供应商责任', what: '已恢复、责任归属为供应商' },
      {
        id: 'quota.〈选项…〉.pending',
        name: '待定',
        what: '尚未恢复，或责任待定，或起点有争议，或他方责任而故障未关闭',
      },
      { id: 'quota.〈选项…〉.others', name: '责任在他方', what: '他方责任且故障已关闭' },
      { id: 'quota.〈选项…〉.limit', name: '限额', what: '合同所写的次数', in: ['major-incident'] },
    ],
  },
];
