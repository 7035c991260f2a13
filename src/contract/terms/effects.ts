/**
 * What a 口径 may decide. An interpretation binds to one of these effects by name, each of its options to one of the effect's
 * readings; code asks for the effect and never for the id of an interpretation. The list is closed.
 */

/** One effect: what it decides, and the readings that an option may name. */
interface Effect {
  label: string;
  /** Each reading with its meaning; none where the option says it with values of its own. */
  readings: Readonly<Record<string, string>>;
  /** The reading of a contract in which nothing binds to the effect: the strict or the plain one. */
  plain: string | null;
}

export const effects = {
  'response-limit': {
    label: '几个响应时限如何适用',
    readings: { strictest: '以最短的为准', 'by-class': '某一类故障的时限只用于该类，其他故障用一般的时限' },
    plain: 'strictest',
  },
  class: { label: '某一类故障指什么：由各选项的 when 写明', readings: {}, plain: null },
  requirement: {
    label: '不是故障的级别如何判定',
    readings: { 'agreed-date': '作为需求，按约定日期判定' },
    plain: 'agreed-date',
  },
  'clock-start': {
    label: '各时限从何时起算',
    readings: {
      alert: '自申报起算，监控先发现的自告警时间起算',
      sample: '自申报起算，监控先发现的自首个失败样本起算',
      report: '一律自申报起算',
    },
    plain: 'alert',
  },
  arrival: {
    label: '到场以何时为准',
    readings: {
      spot: '以登记的到场时间为准，⟦现场⟧工程师当时在现场的响应即到场',
      gate: '以门岗登记的到达时间为准，没有门岗登记的以登记的到场时间为准',
      signed: '以⟦采购人⟧签认的到场时间为准，没有签认的不算到场',
      'on-duty': '值守地点有值班人员在岗的，起算时即视为到场；没有的以登记的到场时间为准',
    },
    plain: 'spot',
  },
  pauses: {
    label: '暂停的时间是否计入用时，停计哪些时限由选项的 clocks 写明（不写的按合同的 pauses）',
    readings: { confirmed: '有证据并经⟦采购人⟧确认的不计入', none: '一律计入' },
    plain: 'confirmed',
  },
  open: {
    label: '尚未恢复的故障如何判定',
    readings: { running: '时限内为进行中，超过即为已超时' },
    plain: 'running',
  },
  'oral-permit': {
    label: '紧急时能否凭口头许可操作',
    readings: { 'next-working-day': '可以，书面许可于下一工作日前补办' },
    plain: 'next-working-day',
  },
  'on-time': {
    label: '是否按期以什么时间为准',
    readings: {
      issued: '以签发时间为准',
      delivered: '以送达时间为准，站点发布不算送达',
      published: '以送达时间为准，站点发布即送达',
      received: '以采购人签收时间为准',
    },
    plain: 'issued',
  },
  contradicting: { label: '互相矛盾的时间如何处理', readings: { refuse: '不予录入' }, plain: 'refuse' },
  closing: { label: '处理完成指何时', readings: { closed: '以故障关闭为准' }, plain: 'closed' },
  'online-receipt': {
    label: '网上确认是否等同签收',
    readings: {
      equal: '采购人账号的网上确认即为签收',
      'on-paper': '网上确认列入采购人签字的签收单后为签收',
    },
    plain: 'equal',
  },
  'working-time': {
    label: '只计某一时间表之内的时间，适用于哪些级别：由各选项的 calendar 和 levels 写明',
    readings: {},
    plain: null,
  },
} as const satisfies Readonly<Record<string, Effect>>;

export type EffectId = keyof typeof effects;

export const effectIds = Object.keys(effects) as [EffectId, ...EffectId[]];

/** The readings that an option of a 口径 with this effect may name; none where it says it with values of its own. */
export const readingsOf = (effect: EffectId): Readonly<Record<string, string>> => effects[effect].readings;

/** Each effect with what it decides, for forms and the manual. */
export const effectWords = Object.fromEntries(effectIds.map((id) => [id, effects[id].label])) as Record<
  EffectId,
  string
>;
