/** What the figures of this subject count: see `figure-definition.ts`. */
import type { FigureGroup } from '../../report/figure-definition.ts';

export const definitions: readonly FigureGroup[] = [
  {
    title: '驻点出勤与值班',
    about:
      '合同要求的每个岗位在每个应到日（按岗位的日历，排除约定日）各计一人次，多人多班的按人数和班次计；同一岗位有多条登记的取最好的一条。统计的是本期整日。',
    window: '本期整日',
    unit: '人次',
    in: ['monthly-maintenance', 'register'],
    figures: [
      { id: 'attendance.days', name: '工作日', what: '应到日的日数', unit: '日' },
      { id: 'attendance.present', name: '在岗', what: '到岗的人次，顶岗签到的在内' },
      { id: 'attendance.late', name: '迟到', what: '登记为迟到' },
      { id: 'attendance.early', name: '早退', what: '登记为早退' },
      { id: 'attendance.leave', name: '请假（顶岗未签到）', what: '请假，而顶岗的没有签到' },
      {
        id: 'attendance.uncertified',
        name: '证书过期（按缺岗）',
        what: '在岗而证书已过期，合同约定按缺岗计；合同没有这样约定的不列',
      },
      { id: 'attendance.absent', name: '缺勤', what: '登记为缺勤' },
      { id: 'attendance.unregistered', name: '未登记', what: '应到而没有登记' },
      { id: 'attendance.owed', name: '应到', what: '应到人次；只有一岗一人一班时不另列' },
      {
        id: 'attendance.rate',
        name: '到岗率',
        what: '（在岗 + 迟到 + 早退）÷ 应到；全部未登记时为无数据',
        unit: '%',
        in: ['monthly-maintenance', 'register', 'service-review', 'compliance-statement'],
      },
      { id: 'attendance.〈岗位…〉.〈列〉', name: '各岗位', what: '该岗位（或班次）的同名数字' },
      {
        id: 'certificates.〈要求〉.owed',
        name: '应持证在岗',
        what: '在岗（迟到、早退在内）而合同要求持该证书的班次',
        unit: '班次',
        in: ['monthly-maintenance'],
      },
      {
        id: 'certificates.〈要求〉.〈情形〉',
        name: '持证情况',
        what: 'valid 在岗当日有登记的有效证书，有效期首尾两日都算；lapsed 只有登记已到期的；unknown 两者都没有，不算过期，也不算有效',
        unit: '班次',
        in: ['monthly-maintenance'],
      },
      {
        id: 'oncall.days',
        name: '7×24 值班有安排',
        what: '值班岗位都排满人数的日数',
        unit: '日',
        in: ['monthly-maintenance'],
      },
      {
        id: 'staff.off-shift',
        name: '非工作时间值守',
        what: '没有在岗登记的日子确认、复核、送达文档或录入记录的，每人每日计一',
        window: '服务期至今',
        unit: '人日',
        in: ['site'],
      },
      { id: 'staff.shifts.〈人员〉', name: '值班班次', what: '该人员有记录的班次', window: '服务期至今', in: ['site'] },
      {
        id: 'staff.there.〈人员〉',
        name: '到岗',
        what: '该人员到岗的班次，含迟到、早退；只有排班没有签到的不算',
        window: '服务期至今',
        unit: '次',
        in: ['site'],
      },
      {
        id: 'staff.〈状态〉.〈人员〉',
        name: '人员按状态',
        what: 'late 迟到与早退、leave 请假、absent 缺勤、stood 顶岗的班次',
        window: '服务期至今',
        in: ['site'],
      },
    ],
  },
];
