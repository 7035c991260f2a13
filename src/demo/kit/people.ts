/** Who acts in the story: posts only, never a person's name. */
export const people = {
  resident: '驻点运维工程师甲',
  resident2: '驻点运维工程师乙',
  nightA: '值班工程师甲',
  nightB: '值班工程师乙',
  nightC: '值班工程师丙',
  dba: '数据库工程师',
  developer: '开发工程师',
  tester: '测试工程师',
  security: '安全工程师',
  manager: '运维项目经理',
  approver: '供应商项目负责人',
  owner: '采购人项目负责人',
  clerk: '采购人经办人',
} as const;

export const HOTLINE = '0756-0000000';

/** Departments whose users call and ask. */
export const departments = [
  { name: '人事处', user: '人事处用户', phone: '0756-0000101' },
  { name: '办公室', user: '办公室用户', phone: '0756-0000102' },
  { name: '财务处', user: '财务处用户', phone: '0756-0000103' },
  { name: '执法一科', user: '执法一科用户', phone: '0756-0000111' },
  { name: '执法二科', user: '执法二科用户', phone: '0756-0000112' },
  { name: '食品安全监管处', user: '食品监管处用户', phone: '0756-0000121' },
  { name: '综合保障科', user: '综合保障科用户', phone: '0756-0000131' },
  { name: '值班室', user: '值班室用户', phone: '0756-0000199' },
] as const;
export type Department = (typeof departments)[number];

/** The department with this name. */
export function department(name: Department['name']): Department {
  return departments.find((one) => one.name === name) ?? departments[0];
}
