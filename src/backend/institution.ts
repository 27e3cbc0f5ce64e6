import type {ReportedInstitution} from '../contract.js';

/** Reads an institution from a vendor's response; an empty object if it has neither id nor name. */
export function readInstitution(id: unknown, name: unknown): {institution?: ReportedInstitution} {
  const institution: ReportedInstitution = {};
  if (typeof id === 'string' && id) institution.id = id;
  if (typeof name === 'string' && name) institution.name = name;
  return Object.keys(institution).length === 0 ? {} : {institution};
}
