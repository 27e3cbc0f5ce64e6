import type {Institution} from '../contract.js';

/** An institution from what a vendor's answer holds; nothing if it names none. */
export function readInstitution(id: unknown, name: unknown): {institution?: Institution} {
  const institution: Institution = {};
  if (typeof id === 'string' && id) institution.id = id;
  if (typeof name === 'string' && name) institution.name = name;
  return Object.keys(institution).length === 0 ? {} : {institution};
}
