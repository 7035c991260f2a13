/**
 * Families of assets: the closed list by which code asks what a kind is. Kinds themselves (Linux, Oracle, 输液泵 …) are data,
 * in `contract/kinds.yaml`; no code knows one. Pure.
 */

/** Every family with its Chinese name, which is the title of its checks where the contract names no group of its own. */
export const families = {
  host: '主机',
  virtualization: '虚拟化平台',
  cloud: '云服务',
  database: '数据库',
  middleware: '中间件',
  cache: '缓存',
  application: '应用系统',
  interface: '数据接口',
  network: '网络设备',
  storage: '存储设备',
  security: '安全设备',
  terminal: '终端设备',
  device: '配套设备',
  power: '动力环境',
  own: '⟦供应商⟧自有设备',
} as const;
export type Family = keyof typeof families;
export const familyIds = Object.keys(families) as [Family, ...Family[]];

interface Traits {
  /** Middleware, databases and applications may run on it. */
  carries?: true;
  /** A machine that is read as such: whatever else answers at its address runs on it. */
  machine?: true;
  /** A vulnerability scanner looks at it, unless the kind says otherwise. */
  scanned?: true;
  /** It belongs to what 监控 has to watch, unless the kind says otherwise. */
  watched?: true;
  /** Equipment that stands somewhere, sends data and is repaired: 配套设备. */
  equipment?: true;
  /** A system that people work with: its operations leave a log, its availability is told by name. */
  system?: true;
}

const traits: Readonly<Record<Family, Traits>> = {
  host: { carries: true, machine: true, scanned: true, watched: true },
  virtualization: { carries: true, machine: true, scanned: true, watched: true },
  cloud: { carries: true, watched: true },
  database: { scanned: true, watched: true },
  middleware: { scanned: true, watched: true },
  cache: { scanned: true, watched: true },
  application: { scanned: true, watched: true, system: true },
  interface: { watched: true },
  network: { scanned: true, watched: true },
  storage: { scanned: true, watched: true },
  security: { scanned: true, watched: true },
  terminal: { carries: true, equipment: true },
  device: { equipment: true },
  power: { equipment: true },
  own: { carries: true, machine: true },
};

/** What code may ask of a kind. */
export type Trait = keyof Traits;

/** true when things of the family are so by nature; what a kind says of itself goes before (`isAsset`). */
export const isFamily = (family: Family, trait: Trait): boolean => traits[family][trait] === true;

/** Families of which a trait holds, in the order of the list. */
export const familiesWith = (trait: Trait): Family[] => familyIds.filter((one) => isFamily(one, trait));
