export const route = (): { sourceIp: string; hops: string[] } | null => null;
