/// <reference types="@tarojs/taro" />

declare module '*.css'

/** The cloud environment of the mini program; empty: the one its appid is bound to. Set at build time. */
declare const FUDIAN_ENV: string
/** The address of local-cloud in a development build for WeChat DevTools; empty in every other. Set at build time. */
declare const FUDIAN_LOCAL: string
