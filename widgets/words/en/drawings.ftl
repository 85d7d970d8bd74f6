## The line of the news report on every time axis

drawings-report = The report, { $day }
drawings-report-short = Report
