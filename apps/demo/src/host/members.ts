/** Somebody with an account at Acme. A real host server has them in its database. */
export interface Member {
  id: string;
  name: string;
  role: "support" | "admin";
  /** Absent for administrators. */
  tenant?: string;
}

const MEMBERS: readonly Member[] = [
  { id: "maya", name: "Maya Okafor", role: "support", tenant: "tenant-a" },
  { id: "jonas", name: "Jonas Weber", role: "support", tenant: "tenant-b" },
  { id: "ines", name: "Inês Duarte", role: "admin" },
];

export function findMember(id: unknown): Member | undefined {
  return MEMBERS.find((member) => member.id === id);
}
