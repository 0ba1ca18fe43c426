"""The site for programs: a resume, a page for language models, rules for crawlers."""
