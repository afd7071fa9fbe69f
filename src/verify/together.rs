//! What is between the files of one kiosk.

use super::desk::use_desk;
use super::words;
use inkseal_domain::together::{by_kiosk, same_names};
use inkseal_domain::verdict::FileReport;
use leptos::prelude::*;

/// Gaps, forks, repeats, earlier batches, and kiosks that share a name. Nothing where there is nothing to say.
#[component]
pub fn Together() -> impl IntoView {
    let desk = use_desk();
    let text = desk.text();
    move || {
        let (reports, names): (Vec<FileReport>, Vec<String>) =
            desk.files.with(|files| files.iter().map(|file| ((*file.report).clone(), file.name.clone())).unzip());
        let kiosks = by_kiosk(&reports);
        let same = same_names(&kiosks);
        let gapless = kiosks.iter().any(|kiosk| kiosk.files.len() > 1 && kiosk.between.is_empty());
        let of_kiosk = |kiosk: inkseal_domain::together::KioskFiles| {
            let files = kiosk.files.iter().map(|i| names[*i].clone()).collect::<Vec<_>>().join(", ");
            let line = |between: &inkseal_domain::verdict::Between| {
                let class = if between.is_fault() { "attention" } else { "" };
                view! { <div class=class><p>{words::between(text, between)}</p></div> }
            };
            view! {
                <h3><bdi>{kiosk.certificate.kiosk_name.clone()}</bdi></h3>
                <p class="soft">{files}</p>
                {kiosk.between.iter().map(line).collect_view()}
            }
        };
        let said: Vec<_> = kiosks.into_iter().filter(|kiosk| !kiosk.between.is_empty()).map(of_kiosk).collect();
        let any = !said.is_empty() || !same.is_empty() || gapless;
        any.then(|| view! {
            <section class="sheet-wide">
                <h2 tabindex="-1">{text.verify.together}</h2>
                {(gapless && said.is_empty()).then(|| view! { <p>{text.verify.gapless}</p> })}
                {said}
                {same.iter().map(|same| view! { <div class="attention"><p>{words::same_name(text, same)}</p></div> }).collect_view()}
            </section>
        })
    }
}
