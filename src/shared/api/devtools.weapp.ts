/** The openid that WeChat DevTools plays when it talks to local-cloud instead of the cloud. */
export const DEVTOOLS_OPENID = 'devtools-member'
