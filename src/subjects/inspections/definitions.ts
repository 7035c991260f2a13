/** What the figures of this subject count: see `figure-definition.ts`. */
import type { FigureGroup } from '../../report/figure-definition.ts';

export const definitions: readonly FigureGroup[] = [
  {
    title: '巡检',
    about:
      '检查表每一行（一个对象的一项检查，分实例的每个实例一行）在当日得一个结果；合同外的资产另列，不计入各数。机器读取的按当日最后一次完整采集判定，当日较早的采集曾为异常的仍为异常；人工检查按当日登记和确认时的答复。判定用检查表的比较与限值，读数早于有效时长的为数据过期，读不到的为无法采集，从未采到的为未配置，约定的静默日无数据为不适用。标准为时长的（单位为分钟、小时、天，读数是一个时刻或 none），时长从该时刻数到采集时刻，截去不足一秒的；设备约定了静默日的（silentDays 写 non-working-days，或 silentOn 写一张日历），静默日整日不计入时长，跨日的只扣静默日之内的部分，不符合标准而判定之日是静默日的为不适用；silentDays 写 any 的，时长照日历计，不符合标准的一律为不适用。读数是否过期（数据过期）不扣静默日。写了 aggregate 的检查，同一类的设备合为一行、计一项：各台先各自得出结果，合成的一行取其中最重的一个，由重到轻为异常、无法采集、数据过期、未配置、待人工、正常、不适用；这一类只有一台的，照单台列行。',
    window: '当日',
    unit: '项',
    in: ['inspection-log', 'daily-maintenance', 'site', 'status'],
    figures: [
      { id: 'checks.total', name: '巡检项', what: '当日检查表的行数，即以下各结果之和' },
      { id: 'checks.normal', name: '正常', what: '符合检查表的限值' },
      { id: 'checks.abnormal', name: '异常', what: '不符合限值，或当日有一次异常，或人工登记为异常' },
      { id: 'checks.manual-pending', name: '待人工', what: '人工检查还没有结果' },
      { id: 'checks.not-applicable', name: '不适用', what: '静默日等约定情形，或人工登记为不适用' },
      { id: 'checks.stale', name: '数据过期', what: '读数早于检查项的有效时长' },
      { id: 'checks.unconfigured', name: '未配置', what: '没有来源，或从未采到' },
      { id: 'checks.unreachable', name: '无法采集', what: '采集失败，或以前采到而当日没有' },
      {
        id: 'inspection.〈日期〉.〈结果〉',
        name: '逐日巡检结果',
        what: '该日检查表各行按结果计数，按本文档所知的确认判定；pending 为待人工，其余同名',
        in: ['monthly-maintenance'],
      },
      {
        id: 'inspection.days',
        name: '巡检日',
        what: '有巡检记录的日数',
        window: '本期整日',
        unit: '日',
        in: ['monthly-maintenance', 'service-review', 'compliance-statement'],
      },
      {
        id: 'inspection.confirmed',
        name: '人工确认',
        what: '巡检日中，巡检日志有采购人确认的日数',
        window: '本期整日',
        unit: '日',
        in: ['monthly-maintenance'],
      },
      {
        id: 'inspection.due',
        name: '应巡检',
        what: '每日巡检的：巡检日与缺失日之和；每周、每班的：在本期结束的应巡检期数',
        window: '本期整日',
        unit: '日',
        in: ['monthly-maintenance'],
      },
      {
        id: 'inspection.missing',
        name: '缺失',
        what: '本期整日中没有巡检记录的日数；每周、每班的为没有巡检的期数',
        window: '本期整日',
        unit: '日',
        in: ['monthly-maintenance'],
      },
    ],
  },
];
