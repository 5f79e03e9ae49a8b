import type { RefusalCode } from '../intent/decision.ts';
import { defineMessages, type Message } from './define.ts';

/**
 * What the person in front of the screen is told when something was not done: what is the matter, then what to do.
 * One entry per refusal code, and three for the times when no answer came at all.
 */
const PUBLIC = {
  'unknown-queue': {
    zh: '这类事项现在不取号，请到导办台问一问。',
    en: 'There are no tickets for this at the moment. Please ask at the information desk.',
  },
  'unknown-window': {
    zh: '没有这个窗口，请核对窗口号。',
    en: 'There is no such window. Please check the window number.',
  },
  'unknown-ticket': {
    zh: '没有找到这个号，请核对小票上的号码。',
    en: 'This number was not found. Please check the number on the ticket.',
  },
  'unknown-service': {
    zh: '没有找到这次办理，不用再操作。',
    en: 'This visit was not found. There is nothing more to do.',
  },
  'hall-closed': {
    zh: '大厅现在不办公，请在办公时间来取号。',
    en: 'The hall is closed now. Please come back during opening hours.',
  },
  'already-holds-ticket': {
    zh: '您已经有这类事项的号 {number}，不用再取。小票不见了可以再打一张。',
    en: 'You already hold ticket {number} for this. If you lost it, print it again.',
  },
  'nobody-waiting': {
    zh: '现在没有人在等。',
    en: 'Nobody is waiting.',
  },
  'window-closed': {
    zh: '窗口还没有开始办理，请先上岗。',
    en: 'This window is closed. Please sign on first.',
  },
  'window-busy': {
    zh: '窗口上还有一位没有办完，请先办完或挂起。',
    en: 'This window still has someone. Please finish or suspend first.',
  },
  'window-empty': {
    zh: '窗口上没有号码，请先叫号。',
    en: 'There is no ticket at this window. Please call one first.',
  },
  'service-begun': {
    zh: '已经开始办理，不用再叫。请办完、挂起或转出。',
    en: 'The service has begun. Please finish it, set it aside or transfer it.',
  },
  'window-cannot-serve': {
    zh: '这个窗口不办这类事项，请转到能办的窗口。',
    en: 'This window does not serve this queue. Please transfer to one that does.',
  },
  'not-at-this-window': {
    zh: '这个号不在本窗口，列表已经更新，请再看一下。',
    en: 'This number is not at your window. The list has been updated.',
  },
  'ticket-elsewhere': {
    zh: '这个号正在别的窗口办理，请核对小票，或请来人到那个窗口。',
    en: 'This number is being served at another window. Check the ticket, or send its holder there.',
  },
  'ticket-over': {
    zh: '这个号已经办完或作废了，需要的话请重新取号。',
    en: 'This number is finished or no longer valid. Please take a new one if needed.',
  },
  'called-too-often': {
    zh: '已经叫了 {times} 次，请按“未到”。',
    en: 'Called {times} times already. Please mark as not present.',
  },
  'no-numbers-left': {
    zh: '这类事项的号已经取完，请到导办台取号。',
    en: 'No tickets are left for this. Please go to the information desk.',
  },
  'station-stopped': {
    zh: '这台机器已被大厅停用，没有办成。请换一台机器，或到导办台。',
    en: 'The hall has stopped this machine, so nothing was done. Please use another machine or go to the information desk.',
  },
  'number-mistyped': {
    zh: '号码不对，应当是一个字母加数字，比如 A018。',
    en: 'That is not a ticket number. It is a letter and digits, such as A018.',
  },
  'already-rated': {
    zh: '这次办理已经评价过了，谢谢。',
    en: 'This visit has been rated already. Thank you.',
  },
  'rating-incomplete': {
    zh: '请再选一条原因，或写几个字。',
    en: 'Please choose a reason or write a few words.',
  },
  'other-window': {
    zh: '这台电脑登记在另一个窗口，不能替 {window} 号窗口操作。要换窗口，请管理员取一个新登记码。',
    en: 'This computer is enrolled for another window and cannot act for window {window}. To move it, ask the keeper for a new code.',
  },
  'unknown-station': {
    zh: '没有这个站点，列表已经更新，请再看一下。',
    en: 'There is no such station. The list has been updated; please look again.',
  },
  'paper-unavailable': {
    zh: '这台机器现在打不出小票，请到导办台取号。',
    en: 'This machine cannot print now. Please get a ticket at the information desk.',
  },
  'paper-still-coming': {
    zh: '{number} 的小票正在打印，请稍等。',
    en: 'The ticket {number} is being printed. One moment please.',
  },
  'print-unavailable': {
    zh: '这台机器现在不能打印，请用另一台，或到导办台打印。',
    en: 'This machine cannot print now. Please use another one, or ask at the information desk.',
  },
  'printer-gone': {
    zh: '那台机器现在打不出小票，请另选一台。',
    en: 'That machine cannot print now. Please choose another one.',
  },
  'storage-full': {
    zh: '这台机器存不下新的记录，这次没有办成。请找工作人员。',
    en: 'This machine cannot store anything more, so this was not done. Please ask a member of staff.',
  },
  unwritable: {
    zh: '大厅的账里记不进这一条，没有办成。请告诉管理员。',
    en: 'The hall’s books could not take this, so it was not done. Please tell the keeper.',
  },
  'not-allowed': {
    zh: '这里不能做这个操作，请找工作人员。',
    en: 'This cannot be done here. Please ask a member of staff.',
  },
  'unknown-case': {
    zh: '没有找到这个办件，请核对办件编号。',
    en: 'This case was not found. Please check its number.',
  },
  'case-exists': {
    zh: '这个办件已经收过了，不用再收。',
    en: 'This case has been received already.',
  },
  'case-wrong-step': {
    zh: '办件 {number} 已经不在这一步，列表已经更新，请再看一下。',
    en: 'Case {number} is no longer at this step. The list has been updated.',
  },
  'unknown-hall': {
    zh: '结果不能送到那个大厅，请另选领取的大厅。',
    en: 'Results cannot be sent to that hall. Please choose another.',
  },
  'case-elsewhere': {
    zh: '办件 {number} 现在由{hall}办理，这里只能查看。',
    en: 'Case {number} is with {hall} now. Here it can only be looked at.',
  },
  'collected-elsewhere': {
    zh: '办件 {number} 的结果在{hall}领取，请先寄往那里。',
    en: 'The result of case {number} is collected at {hall}. Please send it there first.',
  },
  'not-shared': {
    zh: '办件 {number} 不是这两个大厅之间的通办件，没有转递。',
    en: 'Case {number} is not shared between these halls and was not passed on.',
  },
  'unknown-item': {
    zh: '大厅现在不办这个事项，请核对事项。',
    en: 'The hall does not offer this item now. Please check the item.',
  },
  'unknown-material': {
    zh: '材料 {material} 不在公布的清单里，或形式不符。只按清单收。',
    en: 'Material {material} is not on the published list in this form. Take only what is listed.',
  },
  'materials-missing': {
    zh: '还缺“{material}”。请收齐，或一次性告知补正。',
    en: '“{material}” is missing. Take it, or tell the applicant once what to supply.',
  },
  'materials-owed': {
    zh: '办件 {number} 还欠材料，补齐后再准予。',
    en: 'Case {number} still owes materials. Grant it when they are there.',
  },
  'owed-too-long': {
    zh: '容缺材料最晚 {day} 补交，请改期限。',
    en: 'Missing materials must follow by {day}. Please change the date.',
  },
  'supplement-once': {
    zh: '办件 {number} 已经告知过补正，不能再次要求补正。',
    en: 'The applicant of case {number} was told already what to supply. It cannot be asked twice.',
  },
  'supplement-incomplete': {
    zh: '告知要一次说全：还漏了“{material}”。',
    en: 'Tell everything at once: “{material}” is missing from the list.',
  },
  'unknown-pad': {
    zh: '这块平板已经解除了，不用再操作。',
    en: 'This tablet is no longer paired. There is nothing more to do.',
  },
  'too-many-pads': {
    zh: '本窗口已经配了 {most} 块平板，请先解除不用的。',
    en: 'This window has {most} tablets already. Please end one that is not in use first.',
  },
  'no-pad': {
    zh: '本窗口没有连上评价屏或平板，请用纸质签名。',
    en: 'No pad is connected at this window. Please have it signed on paper.',
  },
  'signature-over': {
    zh: '这次签名已经结束，不用再操作。',
    en: 'This signature is no longer asked for. There is nothing more to do.',
  },
  'signature-empty': {
    zh: '请把名字写完整一些。',
    en: 'Please write your whole name.',
  },
  'post-cannot-accept': {
    zh: '{clerk}的岗位（{post}）不能受理，请由受理岗的人登录来办。',
    en: 'The post of {clerk} ({post}) does not accept cases. Somebody of an accepting post signs on for it.',
  },
  'post-cannot-decide': {
    zh: '{clerk}的岗位（{post}）不能审批，请由审批岗的人登录来办。',
    en: 'The post of {clerk} ({post}) does not decide cases. Somebody of a deciding post signs on for it.',
  },
  'same-person-decides': {
    zh: '受理人不能审批同一办件，请交给别的审批人。',
    en: 'Whoever accepted a case may not decide it. Please pass it to somebody else.',
  },
  'pin-needed': {
    zh: '请输入工号密码。',
    en: 'Please enter your staff PIN.',
  },
  'pin-wrong': {
    zh: '密码不对，{seconds} 秒后再试。忘了请管理员重设。',
    en: 'That PIN is wrong. Try again in {seconds} s. If it is forgotten, ask the keeper for a reset.',
  },
  'pin-changed': {
    zh: '密码刚在别处改过或被重设，请重新上岗。',
    en: 'The PIN was changed or reset elsewhere. Please sign on again.',
  },
  'pin-needs-code': {
    zh: '设密码要用管理台给的一次性码，24 小时内有效。请找管理员。',
    en: 'A one-time code from the desk, valid for 24 hours, is needed to set a PIN. Please ask the keeper.',
  },
  'pin-unfit': {
    zh: '密码要 6 到 12 位数字，不能全相同或连号。',
    en: 'A PIN has 6 to 12 digits, not all the same and not in a row.',
  },
  'counter-locked': {
    zh: '窗口已锁屏，先输入工号密码。',
    en: 'This counter is locked. Enter your staff PIN first.',
  },
  'reason-missing': {
    zh: '不予许可要写明理由。',
    en: 'A denial needs its reason.',
  },
  'case-numbers-unavailable': {
    zh: '本窗口还没有领到办件编号，连上大厅服务器后再收件。',
    en: 'This counter has no case numbers yet. Receive cases after it has reached the hall server.',
  },
  'attachments-full': {
    zh: '办件 {number} 的图片已满，最多 {most} 张。',
    en: 'Case {number} holds as many pictures as it can: {most}.',
  },
  'attachment-unfit': {
    zh: '这张图片存不了：只存 1 MB 以内的 JPEG 或 PNG。请重拍。',
    en: 'This picture cannot be kept: JPEG or PNG of at most 1 MB. Please take it again.',
  },
  'unknown-page': {
    zh: '办件 {number} 里没有这一页，可能已被取下。请重新打开办件。',
    en: 'Case {number} has no such page; it may have been taken away. Please open the case again.',
  },
  'signature-stays': {
    zh: '申请人的签名不能取下，它随办件 {number} 保存。',
    en: 'What the applicant signed cannot be taken away; it stays with case {number}.',
  },
  malformed: {
    zh: '没有办成，请再试一次；还不行请找工作人员。',
    en: 'That did not work. Please try again, or ask a member of staff.',
  },
  'unknown-kind': {
    zh: '这台机器需要更新，请找工作人员。',
    en: 'This machine needs an update. Please ask a member of staff.',
  },
  away: {
    zh: '机器正在恢复，刚才没有按上，请过几秒再按。',
    en: 'The machine is recovering and did not take your press. Please press again in a few seconds.',
  },
  'no-answer': {
    zh: '机器刚才断了一下，不知道有没有办成。请先看一看，没有再按一次。',
    en: 'The machine was interrupted and may or may not have done it. Please check first, then press again if needed.',
  },
  failed: {
    zh: '机器出了点问题，没有办成。请再试一次，或找工作人员。',
    en: 'Something went wrong with the machine. Please try again, or ask a member of staff.',
  },
} satisfies Record<RefusalCode | 'away' | 'no-answer' | 'failed', Message>;

export const refusalMessages = defineMessages(PUBLIC);

/** The same for those who are the staff: where the public is sent to them, they are sent to the keeper's desk. */
export const staffRefusalMessages = defineMessages({
  ...PUBLIC,
  'storage-full': {
    zh: '这台电脑存不下新的记录，这次没有办成。请联系管理台。',
    en: 'This computer cannot store anything more, so this was not done. Please tell the keeper.',
  },
  'not-allowed': {
    zh: '这里不能做这个操作，请联系管理台。',
    en: 'This cannot be done here. Please tell the keeper.',
  },
  malformed: {
    zh: '没有办成，请再试一次；还不行，请联系管理台。',
    en: 'That did not work. Please try again; if it fails again, tell the keeper.',
  },
  'unknown-kind': {
    zh: '这台电脑需要更新，请联系管理台。',
    en: 'This computer needs an update. Please tell the keeper.',
  },
  failed: {
    zh: '没有办成。请再试一次；还不行，请联系管理台。',
    en: 'That did not work. Please try again; if it fails again, tell the keeper.',
  },
});
