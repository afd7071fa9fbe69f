//! Reading aloud, by voices on the device only: others may send the text to a server.

use wasm_bindgen::JsCast;
use web_sys::{Element, SpeechSynthesis, SpeechSynthesisUtterance, SpeechSynthesisVoice};

fn synthesis() -> Option<SpeechSynthesis> {
    let window = web_sys::window()?;
    js_sys::Reflect::has(&window, &"speechSynthesis".into()).ok()?.then(|| window.speech_synthesis().ok())?
}

fn local_voice(synthesis: &SpeechSynthesis, lang: &str) -> Option<SpeechSynthesisVoice> {
    let voices = synthesis.get_voices();
    let fits = |voice: &SpeechSynthesisVoice| voice.local_service() && voice.lang().starts_with(lang);
    voices.iter().filter_map(|voice| voice.dyn_into::<SpeechSynthesisVoice>().ok()).find(fits)
}

/// Whether a text in that language can be read aloud without leaving the device.
pub fn can_listen(lang: &str) -> bool {
    synthesis().is_some_and(|synthesis| local_voice(&synthesis, lang).is_some())
}

/// What is read: text to read, not buttons to press.
const BLOCKS: &str = "h1, h2, p, li, dt, dd";

/// Reads aloud what stands in the first element that fits, each block in its own language (`lang` where none is named). A block for
/// whose language the device has no voice of its own is left out: another voice would only garble it.
pub fn listen(selector: &str, lang: &str) {
    let Some(synthesis) = synthesis() else { return };
    let document = web_sys::window().and_then(|window| window.document());
    let Some(element) = document.and_then(|document| document.query_selector(selector).ok().flatten()) else { return };
    let Ok(blocks) = element.query_selector_all(BLOCKS) else { return };
    synthesis.cancel();
    for at in 0..blocks.length() {
        let Some(block) = blocks.get(at).and_then(|node| node.dyn_into::<Element>().ok()) else { continue };
        let own = block.closest("[lang]").ok().flatten().and_then(|named| named.get_attribute("lang"));
        let lang = own.unwrap_or_else(|| lang.to_owned());
        let Some(voice) = local_voice(&synthesis, &lang) else { continue };
        if let Ok(utterance) = SpeechSynthesisUtterance::new_with_text(&block.text_content().unwrap_or_default()) {
            utterance.set_voice(Some(&voice));
            utterance.set_lang(&lang);
            synthesis.speak(&utterance);
        }
    }
}

/// Stops reading aloud.
pub fn stop() {
    if let Some(synthesis) = synthesis() {
        synthesis.cancel();
    }
}
