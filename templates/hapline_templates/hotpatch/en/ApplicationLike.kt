package @NAMESPACE@

@IMPORTED@import com.alipay.mobile.framework.quinoxless.QuinoxlessApplicationLike
import com.mpaas.hotpatch.adapter.api.MPHotpatch

/** What mPaaS calls in place of an Application. AndroidManifest.xml names it, so its name must stay. */
@ANNOTATED@class @CLASS@ : QuinoxlessApplicationLike() {
    override fun onMPaaSFrameworkInitFinished() {
        // Asks for a patch of this version, and loads it.
        MPHotpatch.init()
    }
}
