import { Text, View } from '@tarojs/components'
import { useProgramme } from '@/shared/theme/programme'
import { Page } from '@/shared/ui/page'
import { Skeleton } from '@/shared/ui/skeleton'
import { consentSections } from '../consent.shared'
import './consent.css'

export default function ConsentPage() {
  const programme = useProgramme()
  return (
    <Page title="会员与隐私说明">
      {!programme && <Skeleton shape="card" />}
      {programme && (
        <View className="consent">
          {consentSections(programme).map(({ title, paragraphs }) => (
            <View className="consent-section" key={title}>
              <Text className="consent-title">{title}</Text>
              {paragraphs.map((paragraph) => (
                <Text className="consent-text" key={paragraph} userSelect>
                  {paragraph}
                </Text>
              ))}
            </View>
          ))}
          <Text className="consent-version">{`第 ${programme.consentVersion} 版`}</Text>
        </View>
      )}
    </Page>
  )
}
