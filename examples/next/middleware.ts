import {NextResponse} from 'next/server';

/** The sign-in of a real application sets the cookie of the session. */
export function middleware(): NextResponse {
  const response = NextResponse.next();
  response.cookies.set('person', 'ada', {httpOnly: true, sameSite: 'lax'});
  return response;
}

export const config = {matcher: '/server/'};
