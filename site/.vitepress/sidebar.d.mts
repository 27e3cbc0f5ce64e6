export interface SidebarItem {
  text: string;
  link: string;
}
export const sidebar: {text: string; items: SidebarItem[]}[];
