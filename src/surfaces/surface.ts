/** A place where a widget is shown. */
export interface Surface {
  /** Whether it survives a move of the element within the page, because it is not inside the element. */
  readonly movable: boolean;
  /** Brings it to the front. */
  focus(): void;
  /** Removes it, with everything that belongs to it. Called once. */
  destroy(): void;
  /** Shows or hides the "taking long" notice beside the widget. Absent on a surface that leaves the element visible. */
  setSlow?(isSlow: boolean): void;
}
