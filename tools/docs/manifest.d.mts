interface Described {
  name: string;
  description?: string;
  type?: {text: string};
  default?: string;
}

interface ElementDeclaration {
  tagName: string;
  members: Described[];
  attributes: Described[];
  events: Described[];
  slots: Described[];
  cssParts: Described[];
  cssProperties: Described[];
}

type Manifest = Readonly<Record<'modules', unknown>>;

export function createManifest(): Manifest;
export function elementOf(manifest: Manifest): ElementDeclaration;
