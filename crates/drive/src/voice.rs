//! A voice in place of the engine's, which in a test has none.

use crate::Failure;
use crate::browser::Browser;

/// A voice that says nothing and takes its time: on the device, or, where only those of a server are asked for, not. The engine's list has one of
/// a server first.
const VOICE: &str = "if (!('SpeechSynthesisVoice' in window)) return false; \
    const [onlyServers] = arguments, voice = (localService) => Object.create(SpeechSynthesisVoice.prototype, { localService: { value: localService }, lang: { value: 'en-US' } }); \
    const voices = onlyServers ? [voice(false)] : [voice(false), voice(true)]; \
    let queue = [], held = false; window.said = []; \
    const go = () => setTimeout(() => { if (!held && queue.length) { const next = queue[0]; \
        if (next.begun) { queue.shift(); next.onend?.(); } else { next.begun = true; window.said.push(next.text); next.onstart?.(); } } go(); }, 60); go(); \
    const fake = { getVoices: () => voices, speak: (u) => { if (!u.voice?.localService) throw new Error('a server would hear it'); queue.push(u) }, cancel: () => (queue = []), pause: () => (held = true), resume: () => (held = false) }; \
    Object.defineProperty(window, 'speechSynthesis', { configurable: true, value: fake }); \
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } }; return true";

/// Lends the page a voice that speaks from the next visit on; what it has said so far is in `window.said`. `false`: the engine has no speech at all.
///
/// # Errors
/// The driver's words.
pub async fn is_lent_to(browser: &Browser) -> Result<bool, Failure> {
    lend(browser, false).await
}

/// Lends the page only a voice that speaks on a server.
///
/// # Errors
/// The driver's words.
pub async fn of_a_server_is_lent_to(browser: &Browser) -> Result<bool, Failure> {
    lend(browser, true).await
}

async fn lend(browser: &Browser, only_servers: bool) -> Result<bool, Failure> {
    Ok(browser.js(VOICE, vec![only_servers.into()]).await? == true)
}
