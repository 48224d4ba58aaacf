/** The six relations and their signs in text. */
export const RELATIONS = { eq: '==', ne: '!=', lt: '<', le: '<=', gt: '>', ge: '>=' } as const;
export type Relation = keyof typeof RELATIONS;
