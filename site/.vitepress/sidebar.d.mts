export interface SidebarItem {
  text: string;
  link: string;
  items?: SidebarItem[];
}
export const sidebar: {text: string; items: SidebarItem[]}[];
