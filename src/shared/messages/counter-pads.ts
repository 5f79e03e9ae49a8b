/** Tablets that are a window's pad over the network, as its clerk sees them. Part of `counterMessages`. */
export const counterPadWords = {
  pads: { zh: '平板', en: 'Tablets' },
  padsOn: { zh: '平板 {on}/{all}', en: 'Tablets {on}/{all}' },
  padsHint: {
    zh: '配好的平板就是本窗口的评价器。重开机、换页面都不用再配',
    en: 'A paired tablet is this window’s pad. It stays so over reloads and restarts',
  },
  padsNone: { zh: '还没有配平板', en: 'No tablet is paired yet' },
  padSince: { zh: '{date} 配的', en: 'paired on {date}' },
  padConnected: { zh: '已连上', en: 'Connected' },
  padAway: { zh: '没连上', en: 'Not connected' },
  padEnd: { zh: '解除', en: 'End' },
  padEndAsk: { zh: '解除这块平板？', en: 'End this tablet?' },
  padEndText: { zh: '它马上不能再用，要用得重新配', en: 'It stops at once. To be used again it must be paired anew' },
  padKeep: { zh: '不解除', en: 'Keep it' },
  padNew: { zh: '配一块平板', en: 'Pair a tablet' },
  padStep1: { zh: '在平板的浏览器里打开这个网址，或者扫码', en: 'Open this address on the tablet, or scan' },
  padStep2: { zh: '在平板上输入这 6 位数字', en: 'Type these six digits on the tablet' },
  padStep0: {
    zh: '第一次打开，浏览器会提示证书不受信任：核对下面的指纹，再选“继续”',
    en: 'The first time the browser warns of the certificate: compare the fingerprint below, then go on',
  },
  padFingerprint: { zh: '证书指纹（SHA-256）', en: 'Certificate fingerprint (SHA-256)' },
  padCodeLeft: { zh: '还有 {time} 有效，用一次就失效', en: 'Valid for {time}, once' },
  padCodeDone: { zh: '不配了', en: 'Cancel' },
  padDoorOpening: { zh: '平板入口正在打开，请稍候', en: 'Getting ready for tablets, please wait' },
  'padDoor.port-busy': {
    zh: '平板用的端口被别的程序占着，过一会儿自动再试；还不行请联系管理台',
    en: 'Another program holds the tablets’ port. It is tried again; if that does not help, tell the keeper',
  },
  'padDoor.certificate': {
    zh: '平板用的证书文件有问题，请联系管理台',
    en: 'The tablets’ certificate files do not fit. Please tell the keeper',
  },
  'padDoor.not-possible': {
    zh: '平板入口打不开，过一会儿自动再试；还不行请联系管理台',
    en: 'Tablets cannot be let in. It is tried again; if that does not help, tell the keeper',
  },

  // signatures on the pad
  signAsk: { zh: '请申请人签名', en: 'Ask for a signature' },
  signAgain: { zh: '再签一次', en: 'Ask again' },
  signAsked: { zh: '等申请人在评价屏上签名', en: 'Waiting for the signature on the pad' },
  signWaiting: { zh: '评价屏正在请人评价，评完就请签名', en: 'The pad is asking for a rating first' },
  signDrop: { zh: '不等了', en: 'Do not wait' },
  signDeclined: { zh: '[{time} ]没在屏上签，请用纸签', en: 'Not signed on the pad[ at {time}]: use paper' },
  signedText: { zh: '签名时看到的文字', en: 'The text that was signed' },
  signThere: { zh: '{time} 已签名', en: 'Signed at {time}' },
} as const;
